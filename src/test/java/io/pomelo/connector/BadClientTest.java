package io.pomelo.connector;

import static io.pomelo.connector.Peer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketType;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever single clients send, the others are served and nothing of the bad ones stays. */
@ExtendWith(VertxExtension.class)
class BadClientTest {

  private static final int CLIENTS = 60;

  private final Random random = new Random(20131206);

  @Test
  void survivesRandomBytesOverTcp(Vertx vertx) {
    attack(vertx, Peer::tcp, n -> randomBytes(1 + random.nextInt(600)));
  }

  @Test
  void survivesRandomWebSocketMessages(Vertx vertx) {
    attack(vertx, Peer::ws, n -> randomBytes(random.nextInt(600)));
  }

  @Test
  void survivesRandomPackages(Vertx vertx) {
    attack(vertx, Peer::ws, n -> {
      var type = PacketType.of(1 + random.nextInt(4));
      return Packet.encode(type, randomBytes(random.nextInt(40)));
    });
  }

  @Test
  void survivesRandomMessagesOfClientsThatWork(Vertx vertx) {
    attack(vertx, rig -> {
      var peer = Peer.tcp(rig);
      peer.shakeHands();
      return peer;
    }, n -> Packet.encode(PacketType.DATA, randomBytes(random.nextInt(40))));
  }

  @Test
  void survivesBrokenWebSocketFrames(Vertx vertx) {
    attack(vertx, rig -> {
      var upgrade = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      var peer = Peer.rawTcp(rig);
      return peer.send(upgrade.getBytes(StandardCharsets.US_ASCII));
    }, n -> randomBytes(1 + random.nextInt(600)));
  }

  @Test
  void survivesBrokenHttp(Vertx vertx) {
    var words = new String[] {"GET ", "POST", "PUT ", "HEAD"};
    attack(vertx, Peer::rawTcp, n -> Buffer.buffer(words[n % words.length])
      .appendBytes(randomBytes(random.nextInt(200))).appendString("\r\n\r\n").getBytes());
  }

  private void attack(Vertx vertx, Function<Rig, Peer> transport, Function<Integer, byte[]> data) {
    var rig = new Rig(vertx);
    rig.handler = (client, message) ->
      client.respond(message.id(), message.route(), "{}".getBytes(StandardCharsets.UTF_8));
    var good = Peer.working(rig.start(), Peer.ws(rig));
    assertEquals(1, good.nextMessage().id());
    for (var n = 0; n < CLIENTS; n++) {
      var bad = transport.apply(rig);
      for (var part = 0; part < 3; part++) {
        bad.trySend(data.apply(n));
      }
      bad.leave();
    }
    good.send(request(2, "a.b.c", "{}"));
    assertEquals(2, good.nextMessage().id());
    rig.until(() -> rig.connector().connectionCount() == 1);
  }

  private byte[] randomBytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
