package io.pomelo.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.MessageType;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketType;
import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.protobuf.ProtoDecoder;
import io.pomelo.protocol.protobuf.ProtoEncoder;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import io.vertx.serviceproxy.ServiceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PomeloClientTest {

  private static final String ECHO = "connector.echoHandler.echo";

  private Vertx vertx;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void shakesHandsAndSendsTheAck(ClientTransport transport) throws Exception {
    Promise<JsonObject> hello = Promise.promise();
    Promise<Void> ack = Promise.promise();
    var peer = listen(new ScriptedPeer(new JsonObject().put("code", 200)
      .put("sys", new JsonObject()).put("user", new JsonObject().put("welcome", true)))
      .onPacket((p, packet) -> {
        if (packet.type() == PacketType.HANDSHAKE) {
          hello.complete(new JsonObject(Buffer.buffer(packet.body())));
        } else if (packet.type() == PacketType.HANDSHAKE_ACK) {
          ack.complete();
        }
      }), transport);

    var client = await(PomeloClient.connect(vertx, peer.options(transport)
      .setType("bot").setVersion("1.2.3").setUser(new JsonObject().put("token", "t"))));

    assertEquals(new JsonObject()
      .put("sys", new JsonObject().put("type", "bot").put("version", "1.2.3"))
      .put("user", new JsonObject().put("token", "t")), await(hello.future()));
    await(ack.future());
    assertTrue(client.handshake().getJsonObject("user").getBoolean("welcome"));
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void aRefusedHandshakeFailsWithItsCode(ClientTransport transport) throws Exception {
    var peer = listen(new ScriptedPeer(new JsonObject().put("code", 501)), transport);

    var failure = failure(PomeloClient.connect(vertx, peer.options(transport)));

    assertEquals(501, failure.failureCode());
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void aServerThatClosesBeforeItsAnswerFailsTheConnect(ClientTransport transport)
    throws Exception {
    var peer = listen(new ScriptedPeer(null).onPacket((p, packet) -> p.close()), transport);

    var failure = failure(PomeloClient.connect(vertx, peer.options(transport)));

    assertEquals(PomeloClient.CLOSED, failure.failureCode());
  }

  @Test
  void aServerThatNeverAnswersFailsTheConnectInTime() throws Exception {
    var peer = listen(new ScriptedPeer(null), ClientTransport.TCP);

    var failure =
      failure(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP).setTimeout(50)));

    assertEquals(PomeloClient.TIMEOUT, failure.failureCode());
  }

  @Test
  void hangsUpOnAServerThatNeverAnswersTheUpgrade() throws Exception {
    Promise<Void> hungUp = Promise.promise();
    var server = await(vertx.createNetServer()
      .connectHandler(socket -> socket.handler(upgrade -> { })
        .closeHandler(v -> hungUp.complete()))
      .listen(0, "127.0.0.1"));

    var failure = failure(PomeloClient.connect(vertx, new PomeloClientOptions()
      .setPort(server.actualPort()).setTransport(ClientTransport.WEBSOCKET).setTimeout(100)));

    assertEquals(PomeloClient.TIMEOUT, failure.failureCode());
    await(hungUp.future());
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void matchesResponsesThatComeInAnotherOrder(ClientTransport transport) throws Exception {
    var held = new ArrayList<Message>();
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, request) -> {
      held.add(request);
      if (held.size() == 3) {
        p.respond(held.get(2), "third");
        p.respond(held.get(0), new JsonArray().add(1));
        p.respond(held.get(1), new byte[0]);
      }
    }), transport);
    var client = await(PomeloClient.connect(vertx, peer.options(transport)));

    var first = client.request("a.b.first", new JsonObject());
    var second = client.request("a.b.second", new JsonObject());
    var third = client.request("a.b.third", new JsonObject());

    assertEquals("third", await(third));
    assertEquals(new JsonArray().add(1), await(first));
    assertEquals(new JsonObject(), await(second));
    assertEquals(List.of("a.b.first", "a.b.second", "a.b.third"),
      held.stream().map(Message::route).toList());
  }

  @Test
  void sendsAnyJsonAndBytesAsTheyAre() throws Exception {
    var bodies = new ArrayList<String>();
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, message) -> {
      bodies.add(Buffer.buffer(message.body()).toString());
      if (message.type() == MessageType.REQUEST) {
        p.respond(message, true);
      }
    }), ClientTransport.WEBSOCKET);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.WEBSOCKET)));

    await(client.notify(ECHO, new JsonArray().add("你好").add(2)));
    await(client.notify(ECHO, "text"));
    await(client.notify(ECHO, null));
    await(client.notify(ECHO, Buffer.buffer("no {json")));

    assertEquals(true, await(client.request(ECHO, Map.of("k", 1))));
    assertEquals(List.of("[\"你好\",2]", "\"text\"", "{}", "no {json", "{\"k\":1}"), bodies);
  }

  @Test
  void readsAStreamThatArrivesByteByByte() throws Exception {
    var pushed = new ArrayList<JsonObject>();
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).byteByByte()
      .onMessage((p, request) -> {
        p.push("onChat", new JsonObject().put("seq", 0));
        p.push("onChat", new JsonObject().put("seq", 1));
        p.respond(request, new JsonObject().put("data", "é中😀"));
      }), ClientTransport.TCP);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP)));
    client.onPush("onChat", pushed::add);

    var answer = await(client.request(ECHO, new JsonObject()));

    assertEquals(new JsonObject().put("data", "é中😀"), answer);
    assertEquals(List.of(new JsonObject().put("seq", 0), new JsonObject().put("seq", 1)), pushed);
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void readsSeveralPackagesInOneMessage(ClientTransport transport) throws Exception {
    var pushed = new ArrayList<String>();
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, request) -> p.send(
      MessageCodec.encodePacket(Message.push("onA", ScriptedPeer.bytes(new JsonObject()))),
      MessageCodec.encodePacket(Message.push("onB", ScriptedPeer.bytes("bare text"))),
      MessageCodec.encodePacket(Message.response(request.id(), ScriptedPeer.bytes(1))))),
      transport);
    var client = await(PomeloClient.connect(vertx, peer.options(transport)));
    client.pushHandler(push -> pushed.add(push.route() + " " + push.body()));

    assertEquals(1, await(client.request(ECHO, null)));
    assertEquals(List.of("onA {}", "onB bare text"), pushed);
  }

  @Test
  void usesTheDictionaryBothWays() throws Exception {
    var dictionary = RouteDictionary.of(List.of(ECHO), List.of("onChat"));
    var seen = new ArrayList<Integer>();
    var peer = listen(ScriptedPeer.accepting(dictionary(dictionary)).onMessage((p, message) -> {
      seen.add(message.routeCode());
      p.send(MessageCodec.encodePacket(
        Message.push("onChat", ScriptedPeer.bytes(new JsonObject().put("m", 1)))
          .withRouteCode(dictionary.code("onChat"))));
      p.respond(message, message.route() == null ? "code" : message.route());
    }), ClientTransport.WEBSOCKET);
    var pushed = new ArrayList<JsonObject>();
    var options = peer.options(ClientTransport.WEBSOCKET);

    var client = await(PomeloClient.connect(vertx, options));
    client.onPush("onChat", pushed::add);
    assertEquals("code", await(client.request(ECHO, null)));
    assertEquals("a.b.unlisted", await(client.request("a.b.unlisted", null)));
    await(client.close());

    var plain = await(PomeloClient.connect(vertx, options.setUseDict(false)));
    plain.onPush("onChat", pushed::add);
    assertEquals(ECHO, await(plain.request(ECHO, null)));

    assertEquals(List.of(dictionary.code(ECHO), 0, 0), seen);
    assertEquals(3, pushed.size());
  }

  @Test
  void usesProtobufBothWays() throws Exception {
    var shared = Map.<String, Object>of("required uInt32 id", 1, "optional string name", 2);
    var definition = Map.<String, Object>of(
      "message Point", Map.of("required sInt32 x", 1, "required sInt32 y", 2),
      "required uInt32 u", 1, "repeated Point path", 2, "repeated Item items", 3,
      "optional double d", 4);
    var schema = ProtoSchema.parse(Map.of("message Item", shared, ECHO, definition,
      "onTyped", Map.of("required uInt32 seq", 1)));
    var parsed = new JsonObject(new HashMap<>(schema.parsed()));
    var sys = new JsonObject().put("useProto", true).put("protos",
      new JsonObject().put("client", parsed).put("server", parsed).put("version", "v"));
    var decoded = Promise.<Map<String, Object>>promise();
    var peer = listen(ScriptedPeer.accepting(sys).onMessage((p, message) -> {
      decoded.tryComplete(ProtoDecoder.decode(schema, ECHO, message.body()));
      p.push("onTyped", ProtoEncoder.encode(schema, "onTyped", Map.of("seq", 7)));
      p.respond(message, message.body());
    }), ClientTransport.TCP);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP)));
    var pushed = new ArrayList<JsonObject>();
    client.onPush("onTyped", pushed::add);
    var body = new JsonObject().put("u", 4_000_000_000L).put("d", 0.5)
      .put("path", new JsonArray().add(new JsonObject().put("x", -1).put("y", 2)))
      .put("items", new JsonArray().add(new JsonObject().put("id", 1).put("name", "中")));

    var answer = assertInstanceOf(JsonObject.class, await(client.request(ECHO, body)));

    assertEquals(body, answer);
    assertEquals("中", answer.getJsonArray("items").getJsonObject(0).getString("name"));
    assertEquals(4_000_000_000L, await(decoded.future()).get("u"));
    assertEquals(List.of(new JsonObject().put("seq", 7)), pushed);

    assertEquals(PomeloClient.MALFORMED, failure(client.request(ECHO, "text")).failureCode());
    assertEquals(PomeloClient.MALFORMED,
      failure(client.request(ECHO, new JsonObject())).failureCode());
  }

  @Test
  void tellsNoTypeAndVersionWhenTheyAreEmpty() throws Exception {
    Promise<JsonObject> hello = Promise.promise();
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onPacket((p, packet) -> {
      if (packet.type() == PacketType.HANDSHAKE) {
        hello.complete(new JsonObject(Buffer.buffer(packet.body())));
      }
    }), ClientTransport.TCP);

    await(PomeloClient.connect(vertx,
      peer.options(ClientTransport.TCP).setType("").setVersion("")));

    assertEquals(new JsonObject().put("sys", new JsonObject()), await(hello.future()));
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void encryptsAndTrustsNobodyUnlessTold(ClientTransport transport, @TempDir Path dir)
    throws Exception {
    var store = dir.resolve("server.p12").toString();
    var keytool = new ProcessBuilder(
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
      "-keyalg", "EC", "-alias", "server", "-dname", "CN=localhost", "-storetype", "PKCS12",
      "-keystore", store, "-storepass", "secret").redirectErrorStream(true).start();
    assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, keytool.exitValue());
    var peer = listen(ScriptedPeer.accepting(new JsonObject())
      .tls(new PfxOptions().setPath(store).setPassword("secret"))
      .onMessage((p, request) -> p.respond(request, "secret")), transport);
    var options = peer.options(transport).setSsl(true);

    assertThrows(SSLHandshakeException.class,
      () -> await(PomeloClient.connect(vertx, options)));
    var client = await(PomeloClient.connect(vertx, options.setTrustAll(true)));

    assertEquals("secret", await(client.request(ECHO, null)));
  }

  @Test
  void sendsHeartbeatsAndStaysWhileTheyAreAnswered() throws Exception {
    Promise<Void> fourth = Promise.promise();
    var beats = new int[1];
    var peer = listen(ScriptedPeer.accepting(new JsonObject().put("heartbeat", 0.2))
      .onPacket((p, packet) -> {
        if (packet.type() == PacketType.HEARTBEAT) {
          p.send(Packet.encode(PacketType.HEARTBEAT));
          if (++beats[0] == 4) {
            fourth.complete();
          }
        }
      })
      .onMessage((p, request) -> p.respond(request, 1)), ClientTransport.TCP);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP)));

    await(fourth.future());

    assertEquals(1, await(client.request(ECHO, null)));
  }

  @Test
  void closesWhenTheServerFallsSilent() throws Exception {
    var peer = listen(ScriptedPeer.accepting(new JsonObject().put("heartbeat", 0.03)),
      ClientTransport.TCP);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP)));
    Promise<Void> closed = Promise.promise();
    client.closeHandler(closed::complete);
    var unanswered = client.request(ECHO, null);

    await(closed.future());

    assertEquals(PomeloClient.CLOSED, failure(unanswered).failureCode());
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void aKickIsToldAndTheEndFailsWhatIsPending(ClientTransport transport) throws Exception {
    Promise<Void> asked = Promise.promise();
    var peer = listen(ScriptedPeer.accepting(new JsonObject())
      .onMessage((p, request) -> asked.complete()), transport);
    var events = new ArrayList<String>();
    Promise<Void> closed = Promise.promise();
    var client = await(PomeloClient.connect(vertx, peer.options(transport)));
    client.kickHandler(reason -> events.add("kick " + reason));
    client.closeHandler(v -> {
      events.add("close");
      closed.complete();
    });

    var pending = client.request(ECHO, null);
    pending.onFailure(failure -> events.add("pending"));
    await(asked.future()); // only now, with the listeners there, may the end come
    peer.kick("dup login");
    peer.close();
    await(closed.future());

    assertEquals(List.of("kick dup login", "pending", "close"), events);
    assertEquals(PomeloClient.CLOSED, failure(pending).failureCode());
    assertTrue(pending.cause().getMessage().contains("dup login"), pending.cause().getMessage());
    assertEquals(PomeloClient.CLOSED, failure(client.request(ECHO, null)).failureCode());
    assertEquals(PomeloClient.CLOSED, failure(client.notify(ECHO, null)).failureCode());
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void closeEndsTheConnectionAndMayBeRepeated(ClientTransport transport) throws Exception {
    var peer = listen(ScriptedPeer.accepting(new JsonObject()), transport);
    var client = await(PomeloClient.connect(vertx, peer.options(transport)));
    var pending = client.request(ECHO, null);

    await(client.close());
    await(client.close());

    assertEquals(PomeloClient.CLOSED, failure(pending).failureCode());
    Promise<Void> late = Promise.promise();
    client.closeHandler(late::complete);
    await(late.future());
  }

  @Test
  void aRequestWithoutAnAnswerTimesOutAndTheLateAnswerIsDropped() throws Exception {
    var first = new ArrayList<Message>();
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, request) -> {
      first.add(request);
      if (first.size() == 2) {
        p.respond(first.get(0), "late");
        p.respond(request, "in time");
      }
    }), ClientTransport.TCP);
    var client =
      await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP).setTimeout(1_000)));

    assertEquals(PomeloClient.TIMEOUT, failure(client.request(ECHO, null)).failureCode());
    assertEquals("in time", await(client.request(ECHO, null)));
  }

  @Test
  void aBodyThatIsNoJsonFailsOnlyItsRequest() throws Exception {
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, request) ->
      p.respond(request, request.id() == 1 ? new byte[] {'{'} : (Object) "fine")),
      ClientTransport.TCP);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP)));

    assertEquals(PomeloClient.MALFORMED, failure(client.request(ECHO, null)).failureCode());
    assertEquals("fine", await(client.request(ECHO, null)));
  }

  @Test
  void bytesThatAreNoPackageEndTheConnection() throws Exception {
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, request) ->
      p.send(new byte[] {9, 0, 0, 0})), ClientTransport.TCP);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP)));

    assertEquals(PomeloClient.CLOSED, failure(client.request(ECHO, null)).failureCode());
  }

  @Test
  void aHandlerThatThrowsHoldsNothingUp() throws Exception {
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, request) -> {
      p.push("onChat", new JsonObject());
      p.respond(request, "still here");
    }), ClientTransport.TCP);
    var client = await(PomeloClient.connect(vertx, peer.options(ClientTransport.TCP)));
    client.onPush("onChat", push -> {
      throw new IllegalStateException("thrown by a test");
    });

    assertEquals("still here", await(client.request(ECHO, null)));
  }

  @Test
  void belongsToTheContextItWasMadeOn() throws Exception {
    var peer = listen(ScriptedPeer.accepting(new JsonObject()).onMessage((p, request) -> {
      p.push("onChat", new JsonObject());
      p.respond(request, 1);
    }), ClientTransport.WEBSOCKET);
    Context context = vertx.getOrCreateContext();
    var contexts = new ArrayList<Context>();
    Promise<Object> done = Promise.promise();

    context.runOnContext(v ->
      PomeloClient.connect(vertx, peer.options(ClientTransport.WEBSOCKET)).compose(client -> {
        contexts.add(Vertx.currentContext());
        client.onPush("onChat", push -> contexts.add(Vertx.currentContext()));
        return client.request(ECHO, null);
      }).onComplete(answer -> {
        contexts.add(Vertx.currentContext());
        done.handle(answer);
      }));

    assertEquals(1, await(done.future()));
    assertEquals(List.of(context, context, context), contexts);
  }

  @Test
  void optionsSurviveJson() {
    var options = new PomeloClientOptions().setHost("h").setPort(1)
      .setTransport(ClientTransport.TCP).setPath("/p").setSsl(true).setTrustAll(true).setType("t")
      .setVersion("").setUser(new JsonObject().put("a", 1)).setHeartbeats(false).setTimeout(7)
      .setUseDict(false).setUseProtobuf(false);

    var copy = new PomeloClientOptions(options.toJson());

    assertEquals(options.toJson(), copy.toJson());
    assertEquals(options.toJson(), new PomeloClientOptions(options).toJson());
    assertEquals(ClientTransport.TCP, copy.getTransport());
    assertFalse(copy.isUseDict());
    assertThrows(IllegalArgumentException.class, () -> options.setTimeout(0));
    assertThrows(IllegalArgumentException.class, () -> options.setPort(0));
  }

  private ScriptedPeer listen(ScriptedPeer peer, ClientTransport transport) throws Exception {
    return await(peer.listen(vertx, transport));
  }

  private static JsonObject dictionary(RouteDictionary dictionary) {
    return new JsonObject().put("useDict", true)
      .put("dict", new JsonObject(new HashMap<>(dictionary.routeToCode())))
      .put("routeToCode", new JsonObject(new HashMap<>(dictionary.routeToCode())))
      .put("codeToRoute", new JsonObject(new HashMap<>(dictionary.codeToRoute())));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }

  private static ServiceException failure(Future<?> future) {
    return assertThrows(ServiceException.class, () -> await(future));
  }
}
