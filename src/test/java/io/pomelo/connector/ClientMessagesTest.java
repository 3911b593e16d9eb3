package io.pomelo.connector;

import static io.pomelo.connector.Peer.join;
import static io.pomelo.connector.Peer.request;
import static io.pomelo.protocol.PacketType.KICK;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.MessageType;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketType;
import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.protobuf.ProtoDecoder;
import io.pomelo.protocol.protobuf.ProtoEncoder;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ClientMessagesTest {

  private static final PushRequest PUSH = new PushRequest(PushKind.PUSH, "onChat");

  @Test
  void escapesCharactersThatBrowserClientsCannotRead(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.handler = (client, message) -> client.respond(1, message.route(), bytes("{\"a\":\"é😀\"}"));
    var peer = Peer.working(rig.start(), Peer.ws(rig));
    var answer = peer.nextMessage();
    assertEquals(MessageType.RESPONSE, answer.type());
    assertEquals("{\"a\":\"é\\ud83d\\ude00\"}", text(answer));
  }

  @Test
  void speaksInCodesOfTheDictionary(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setUseDict(true);
    rig.dictionary = RouteDictionary.of(List.of("chat.chatHandler.send"), List.of("onChat"));
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    peer.send(MessageCodec.encodePacket(Message.request(2, "", bytes("{}")).withRouteCode(1)));
    rig.expect("message 2 chat.chatHandler.send {}");
    peer.send(MessageCodec.encodePacket(Message.request(3, "", bytes("{}")).withRouteCode(99)));
    rig.expect("message 3  {}");
    var client = rig.lastClient();
    rig.run(() -> {
      client.send(rig.connector().encodePush("onChat", bytes("{}")));
      client.send(rig.connector().encodePush("onOther", bytes("{}")));
    });
    assertEquals(2, peer.nextMessage().routeCode());
    assertEquals("onOther", peer.nextMessage().route());
  }

  @Test
  void speaksProtobufWhereTheSchemasSaySo(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setUseProtobuf(true);
    rig.serverProtos = ProtoSchema.parse(Map.of(
      "a.b.c", Map.of("required string msg", 1), "onChat", Map.of("required string msg", 1)));
    rig.clientProtos = ProtoSchema.parse(Map.of("a.b.c", Map.of("required uInt32 n", 1)));
    rig.handler = (client, message) -> client.respond(message.id(), message.route(),
      bytes("a.b.c".equals(message.route()) ? "{\"msg\":\"hi\"}" : "{}"));
    var peer = Peer.working(rig.start(), Peer.ws(rig));
    assertEquals("{}", text(peer.nextMessage()));

    var body = ProtoEncoder.encode(rig.clientProtos, "a.b.c", Map.of("n", 300));
    peer.send(MessageCodec.encodePacket(Message.request(2, "a.b.c", body)));
    rig.expect("message 2 a.b.c {\"n\":300}");
    assertEquals(Map.of("msg", "hi"),
      ProtoDecoder.decode(rig.serverProtos, "a.b.c", peer.nextMessage().body()));

    // What the schema cannot express is sent without a body, what it cannot read answered with one.
    var push = rig.on(() -> rig.connector().encodePush("onChat", bytes("{\"other\":1}")));
    for (var other : List.of("[1]", "null", "7", "nonsense", "")) {
      assertArrayEquals(push, rig.on(() -> rig.connector().encodePush("onChat", bytes(other))));
    }
    var client = rig.lastClient();
    rig.run(() -> client.send(push));
    assertEquals(0, peer.nextMessage().body().length);
    peer.send(MessageCodec.encodePacket(Message.request(3, "a.b.c", new byte[] {-1, -1})));
    assertEquals(3, peer.nextMessage().id());
  }

  @Test
  void answersAnErrorWhereTheAnswerFitsNoPackage(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setMaxOutbound(64 * 1024 * 1024);
    rig.handler = (client, message) ->
      client.respond(1, message.route(), new byte[Packet.MAX_BODY_LENGTH + 1]);
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    assertEquals("{\"code\":500}", text(peer.nextMessage()));
    assertThrows(ProtocolException.class, () ->
      rig.connector().encodePush("onBig", new byte[Packet.MAX_BODY_LENGTH]));
    assertThrows(ProtocolException.class, () ->
      rig.connector().encodePush("x".repeat(256), bytes("{}")));
  }

  @Test
  void goesOnAfterAListenerThatThrows(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.handler = (client, message) -> {
      if (message.id() == 1) {
        throw new IllegalStateException("broken");
      }
      client.respond(message.id(), message.route(), bytes("{}"));
    };
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    peer.send(request(2, "a.b.c", "{}"));
    assertEquals(2, peer.nextMessage().id());
  }

  @Test
  void batchesWhatTheBufferSchedulerHolds(Vertx vertx) throws InterruptedException {
    var rig = new Rig(vertx);
    rig.push.setBuffer(true).setFlushInterval(50);
    var peer = Peer.working(rig.start(), Peer.ws(rig));
    assertEquals(1, peer.messages.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS)); // the handshake
    var client = rig.lastClient();
    rig.run(() -> {
      for (var i = 0; i < 3; i++) {
        rig.connector().scheduler(PUSH).schedule(client,
          rig.connector().encodePush("on" + i, bytes("{}")));
      }
      client.respond(1, "a.b.c", bytes("{}"));
    });
    for (var i = 0; i < 3; i++) {
      assertEquals("on" + i, peer.nextMessage().route());
    }
    assertEquals(1, peer.nextMessage().id());
    assertEquals(4, peer.messages.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS));
  }

  @Test
  void sendsEveryPackageAloneWithTheDirectScheduler(Vertx vertx) throws InterruptedException {
    var rig = new Rig(vertx);
    var peer = Peer.working(rig.start(), Peer.ws(rig));
    assertEquals(1, peer.messages.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS));
    var client = rig.lastClient();
    var push = rig.on(() -> rig.connector().encodePush("onChat", bytes("{}")));
    rig.run(() -> {
      for (var i = 0; i < 3; i++) {
        rig.connector().scheduler(PUSH).schedule(client, push);
      }
    });
    for (var i = 0; i < 3; i++) {
      assertEquals("onChat", peer.nextMessage().route());
      assertEquals(1, peer.messages.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void writesToTheSocketOnceATurn(Vertx vertx) throws InterruptedException {
    var rig = new Rig(vertx);
    rig.handler = (client, message) -> {
      if (message.id() > 1) {
        client.respond(message.id(), message.route(), bytes("{}"));
      }
    };
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    assertEquals(1, peer.messages.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS));
    var client = rig.lastClient();
    var push = rig.on(() -> rig.connector().encodePush("onChat", bytes("{}")));
    rig.run(() -> {
      for (var i = 0; i < 50; i++) {
        client.send(push);
      }
    });
    assertEquals(50, peer.messages.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS));
    var requests = new byte[50][];
    for (var i = 0; i < 50; i++) {
      requests[i] = request(2 + i, "a.b.c", "{}");
    }
    peer.send(join(requests));
    assertEquals(50, peer.messages.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS));
  }

  @Test
  void flushesTheBufferBeforeAKick(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.push.setBuffer(true).setFlushInterval(60_000);
    rig.start();
    for (var reason : new String[] {"bye", null}) {
      var peer = Peer.working(rig, Peer.ws(rig));
      var client = rig.lastClient();
      rig.run(() -> {
        var push = rig.connector().encodePush("onLast", bytes("{}"));
        rig.connector().scheduler(PUSH).schedule(client, push);
        client.kick(reason);
        rig.connector().scheduler(PUSH).schedule(client, push);
      });
      assertEquals("onLast", peer.nextMessage().route());
      if (reason != null) {
        assertEquals("{\"reason\":\"bye\"}", peer.nextText(KICK));
      }
      peer.expectClosed();
      rig.expect("closed " + client.id() + " " + (reason == null ? "kick" : reason));
    }
  }

  @Test
  void flushesALongBufferEarly(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.push.setBuffer(true).setFlushInterval(60_000);
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    var client = rig.lastClient();
    rig.run(() -> {
      var push = rig.connector().encodePush("onBig", new byte[40_000]);
      rig.connector().scheduler(PUSH).schedule(client, push);
      rig.connector().scheduler(PUSH).schedule(client, push);
    });
    assertEquals("onBig", peer.nextMessage().route());
    assertEquals("onBig", peer.nextMessage().route());
  }

  @Test
  void dropsMessagesWithoutAValidSignature(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setUseCrypto(true);
    rig.start();
    var unsigned = Peer.tcp(rig).send(PacketType.HANDSHAKE, Peer.HELLO);
    assertEquals("{\"code\":500}", unsigned.nextText(PacketType.HANDSHAKE));
    unsigned.expectClosed();
    rig.expect("opened 1");
    rig.expect("closed 1 handshake refused");

    var vector = WireVectors.named("crypto-ascii").getJsonObject("input");
    var rsa = new JsonObject()
      .put("rsa_n", vector.getString("rsa_n")).put("rsa_e", vector.getValue("rsa_e"));
    var peer = Peer.tcp(rig).send(PacketType.HANDSHAKE,
      new JsonObject().put("sys", new JsonObject().put("rsa", rsa)).encode());
    assertEquals(200, peer.nextJson(PacketType.HANDSHAKE).getInteger("code"));
    peer.send(PacketType.HANDSHAKE_ACK, "");
    rig.expect("opened 2");
    var signed = vector.getString("bodyText");
    peer.send(request(1, "a.b.c", "{\"username\":\"a\",\"rid\":1}"));
    peer.send(request(2, "a.b.c", signed.replace("\"a\"", "\"b\"")));
    peer.send(request(3, "a.b.c", "nonsense"));
    peer.send(request(4, "a.b.c", signed));
    rig.expect("message 4 a.b.c {\"username\":\"a\",\"rid\":1}");
    assertTrue(peer.isSilent());
  }

  @Test
  void letsClientsWithoutAUsableKeyInButNoMessageOfTheirs(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setUseCrypto(true).setMaxErrors(1);
    var peer = Peer.tcp(rig.start()).send(PacketType.HANDSHAKE, "{\"sys\":{\"rsa\":{}}}");
    assertEquals(200, peer.nextJson(PacketType.HANDSHAKE).getInteger("code"));
    peer.send(PacketType.HANDSHAKE_ACK, "");
    peer.send(request(1, "a.b.c", "{}")).send(request(2, "a.b.c", "{}"));
    assertEquals("{\"reason\":\"errors\"}", peer.nextText(KICK));
    rig.expect("opened 1");
    rig.expect("closed 1 errors");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Message message) {
    return new String(message.body(), StandardCharsets.UTF_8);
  }
}
