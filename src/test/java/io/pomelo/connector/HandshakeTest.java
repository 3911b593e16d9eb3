package io.pomelo.connector;

import static io.pomelo.connector.Peer.join;
import static io.pomelo.connector.Peer.packet;
import static io.pomelo.connector.Peer.request;
import static io.pomelo.protocol.PacketType.HANDSHAKE;
import static io.pomelo.protocol.PacketType.HANDSHAKE_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.Versions;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class HandshakeTest {

  @Test
  void answersAsShortAsPomelo(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHeartbeat(3);
    var peer = Peer.tcp(rig.start()).send(HANDSHAKE, "{\"sys\":{}}");
    assertEquals("{\"code\":200,\"sys\":{\"heartbeat\":3}}", peer.nextText(HANDSHAKE));
  }

  @Test
  void sendsDictionaryAndSchemasUnlessTheClientHasThem(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setUseDict(true).setUseProtobuf(true);
    rig.dictionary = RouteDictionary.of(List.of("chat.chatHandler.send"), List.of("onChat"));
    rig.serverProtos = ProtoSchema.parse(Map.of("onChat", Map.of("required string msg", 1)));
    rig.start();
    var protos = new JsonObject(rig.serverProtos.parsed());
    var protoVersion = Versions.of("{}", protos.encode());
    var dict = new JsonObject().put("chat.chatHandler.send", 1).put("onChat", 2);

    var first = Peer.tcp(rig).send(HANDSHAKE, Peer.HELLO);
    assertEquals(new JsonObject().put("code", 200).put("sys", new JsonObject()
      .put("dict", dict)
      .put("routeToCode", dict)
      .put("codeToRoute", new JsonObject().put("1", "chat.chatHandler.send").put("2", "onChat"))
      .put("dictVersion", rig.dictionary.version())
      .put("useDict", true)
      .put("protos", new JsonObject()
        .put("server", protos).put("client", new JsonObject()).put("version", protoVersion))
      .put("useProto", true)), first.nextJson(HANDSHAKE));

    var second = Peer.tcp(rig).send(HANDSHAKE, new JsonObject().put("sys", new JsonObject()
      .put("dictVersion", rig.dictionary.version())
      .put("protoVersion", protoVersion)).encode());
    assertEquals("{\"code\":200,\"sys\":{\"useDict\":true,\"useProto\":true}}",
      second.nextText(HANDSHAKE));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "nonsense", "null", "[]", "7", "{}", "{\"sys\":null}", "{\"sys\":0}", "{\"sys\":false}"
  })
  void refusesRequestsWithoutSys(String body, Vertx vertx) {
    var rig = new Rig(vertx).start();
    for (var peer : List.of(Peer.tcp(rig), Peer.ws(rig))) {
      peer.send(HANDSHAKE, body);
      assertEquals("{\"code\":500}", peer.nextText(HANDSHAKE));
      peer.expectClosed();
    }
  }

  @Test
  void refusesClientsThatTheCheckRefuses(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setCheckClient(sys -> {
      if (sys.getString("type") == null) {
        throw new IllegalStateException("no type");
      }
      return switch (sys.getString("version")) {
        case "1" -> false;
        case "2" -> true;
        default -> null;
      };
    });
    rig.start();
    var old = Peer.ws(rig).send(HANDSHAKE, Peer.HELLO);
    assertEquals("{\"code\":501}", old.nextText(HANDSHAKE));
    old.expectClosed();
    rig.expect("opened 1");
    rig.expect("closed 1 handshake refused");
    var unknown = Peer.tcp(rig).send(HANDSHAKE, "{\"sys\":{\"type\":\"a\",\"version\":\"3\"}}");
    assertEquals("{\"code\":501}", unknown.nextText(HANDSHAKE));
    unknown.expectClosed();
    var broken = Peer.tcp(rig).send(HANDSHAKE, "{\"sys\":{}}");
    assertEquals("{\"code\":500}", broken.nextText(HANDSHAKE));
    broken.expectClosed();
    var fresh = Peer.tcp(rig).send(HANDSHAKE, "{\"sys\":{\"type\":\"a\",\"version\":\"2\"}}");
    assertEquals(200, fresh.nextJson(HANDSHAKE).getInteger("code"));
  }

  @Test
  void givesTheHookTheWholeRequestAndItsResultToTheClient(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHandshake(request -> {
      var user = request.getJsonObject("user", new JsonObject()).getValue("name");
      // Completed on a thread that is nobody's.
      return Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> user));
    });
    rig.start();
    var named = Peer.tcp(rig).send(HANDSHAKE, "{\"sys\":{},\"user\":{\"name\":\"😀\"}}");
    assertEquals("{\"code\":200,\"sys\":{},\"user\":\"\\ud83d\\ude00\"}",
      named.nextText(HANDSHAKE));
    named.send(HANDSHAKE_ACK, "").send(request(1, "a.b.c", "{}"));
    rig.expect("opened 1");
    rig.expect("message 1 a.b.c {}");
    var nameless = Peer.tcp(rig).send(HANDSHAKE, "{\"sys\":{}}");
    assertEquals("{\"code\":200,\"sys\":{}}", nameless.nextText(HANDSHAKE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fails", "throws", "null"})
  void refusesWhenTheHookFails(String way, Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHandshake(request -> switch (way) {
      case "fails" -> Future.failedFuture("no");
      case "throws" -> throw new IllegalStateException("no");
      default -> null;
    });
    var peer = Peer.tcp(rig.start()).send(HANDSHAKE, Peer.HELLO);
    assertEquals("{\"code\":500}", peer.nextText(HANDSHAKE));
    peer.expectClosed();
  }

  @Test
  void remembersAnAckThatCameWhileTheHookRan(Vertx vertx) {
    var rig = new Rig(vertx);
    var hook = Promise.<Object>promise();
    var calls = new int[1];
    rig.options.setHeartbeat(10).setHandshake(request -> {
      calls[0]++;
      return hook.future();
    });
    var peer = Peer.tcp(rig.start()).send(join(
      packet(HANDSHAKE, Peer.HELLO), packet(HANDSHAKE, Peer.HELLO), packet(HANDSHAKE_ACK, ""),
      request(1, "too.early.yet", "{}")));
    rig.expect("opened 1");
    assertTrue(peer.isSilent());
    hook.complete();
    assertEquals(200, peer.nextJson(HANDSHAKE).getInteger("code"));
    peer.expectHeartbeat();
    peer.send(request(2, "a.b.c", "{}"));
    rig.expect("message 2 a.b.c {}");
    assertEquals(1, rig.on(() -> calls[0]));
  }

  @Test
  void ignoresWhatIsOutOfTurn(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.tcp(rig).send(join(
      packet(HANDSHAKE_ACK, ""), request(1, "a.b.c", "{}"), packet(HANDSHAKE, Peer.HELLO)));
    assertEquals(200, peer.nextJson(HANDSHAKE).getInteger("code"));
    peer.send(join(request(2, "a.b.c", "{}"), packet(HANDSHAKE, Peer.HELLO),
      packet(HANDSHAKE_ACK, ""), packet(HANDSHAKE_ACK, ""), packet(HANDSHAKE, Peer.HELLO),
      request(3, "a.b.c", "{}")));
    rig.expect("opened 1");
    rig.expect("message 3 a.b.c {}");
    assertTrue(peer.isSilent());
  }

  @Test
  void closesClientsThatAreNotDoneInTime(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHandshakeTimeout(100);
    rig.start();
    var silent = Peer.tcp(rig);
    var silentToo = Peer.ws(rig);
    var halfway = Peer.ws(rig).send(HANDSHAKE, Peer.HELLO);
    silent.expectClosed();
    silentToo.expectClosed();
    assertEquals(200, halfway.nextJson(HANDSHAKE).getInteger("code"));
    halfway.expectClosed();
    rig.expect("opened 2");
    rig.expect("opened 3");
    rig.expect("closed 2 handshake timeout");
    rig.expect("closed 3 handshake timeout");
  }

  @Test
  void theDeadlineCoversTheHook(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHandshakeTimeout(100).setHandshake(request -> Promise.promise().future());
    var peer = Peer.ws(rig.start()).send(HANDSHAKE, Peer.HELLO);
    peer.expectClosed();
    rig.expect("opened 1");
    rig.expect("closed 1 handshake timeout");
  }
}
