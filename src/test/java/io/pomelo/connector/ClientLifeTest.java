package io.pomelo.connector;

import static io.pomelo.connector.Peer.join;
import static io.pomelo.connector.Peer.notification;
import static io.pomelo.connector.Peer.packet;
import static io.pomelo.connector.Peer.request;
import static io.pomelo.protocol.PacketType.DATA;
import static io.pomelo.protocol.PacketType.HANDSHAKE;
import static io.pomelo.protocol.PacketType.HEARTBEAT;
import static io.pomelo.protocol.PacketType.KICK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ClientLifeTest {

  private static final List<Function<Rig, Peer>> TRANSPORTS = List.of(Peer::tcp, Peer::ws);

  @Test
  void startsHeartbeatsAfterTheAckAndAnswersAtOnce(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHeartbeat(60);
    rig.start();
    for (var transport : TRANSPORTS) {
      var peer = transport.apply(rig);
      peer.send(HEARTBEAT, "").shakeHands();
      peer.expectHeartbeat();
      peer.send(HEARTBEAT, "ignored body");
      peer.expectHeartbeat();
    }
  }

  @Test
  void doesNotPlayPingPongWithClientsThatAnswerAtOnce(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHeartbeat(1);
    rig.handler = (client, message) ->
      client.respond(message.id(), message.route(), message.bytes());
    var peer = Peer.tcp(rig.start());
    peer.shakeHands();
    peer.expectHeartbeat();
    peer.send(HEARTBEAT, "");
    peer.expectHeartbeat();
    var answered = System.nanoTime();
    peer.send(join(packet(HEARTBEAT, ""), packet(HEARTBEAT, ""), request(1, "a.b.c", "{}")));
    assertEquals(1, peer.nextMessage().id());
    peer.expectHeartbeat();
    assertTrue(System.nanoTime() - answered >= 400_000_000L, "answered at once");
    peer.send(request(2, "a.b.c", "{}"));
    assertEquals(2, peer.nextMessage().id());
  }

  @Test
  void ignoresHeartbeatsWhenNoneWereAnnounced(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.handler = (client, message) ->
      client.respond(message.id(), message.route(), message.bytes());
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    assertEquals(1, peer.nextMessage().id());
    peer.send(join(packet(HEARTBEAT, ""), request(2, "a.b.c", "{}")));
    assertEquals(2, peer.nextMessage().id());
  }

  @Test
  void dropsClientsThatAreSilentWithoutAKick(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHeartbeat(60).setTimeout(1);
    rig.start();
    var silent = Peer.ws(rig);
    silent.shakeHands();
    silent.expectHeartbeat();
    rig.expect("opened 1");
    silent.expectClosed();
    rig.expect("closed 1 timeout");
  }

  @Test
  void takesAnyPackageForLife(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setHeartbeat(60).setTimeout(1);
    var peer = Peer.tcp(rig.start());
    peer.shakeHands();
    var start = System.nanoTime();
    var notices = vertx.setPeriodic(300, id ->
      peer.tcp.write(Buffer.buffer(notification("a.b.c", "{}"))));
    rig.expect("opened 1");
    for (var i = 0; i < 5; i++) {
      rig.expect("message 0 a.b.c {}");
    }
    assertTrue(System.nanoTime() - start > 1_200_000_000L);
    vertx.cancelTimer(notices);
    rig.expect("closed 1 timeout");
  }

  @Test
  void kicksWithAReasonOrWithoutAWord(Vertx vertx) {
    var rig = new Rig(vertx).start();
    for (var transport : TRANSPORTS) {
      var told = Peer.working(rig, transport.apply(rig));
      var first = rig.lastClient();
      rig.run(() -> {
        first.kick("\"dup\" login 😀");
        first.kick("again");
        first.respond(1, "a.b.c", new byte[0]);
        assertFalse(first.isWorking());
      });
      assertEquals("{\"reason\":\"\\\"dup\\\" login \\ud83d\\ude00\"}", told.nextText(KICK));
      told.expectClosed();
      rig.expect("closed " + first.id() + " \"dup\" login 😀");

      var untold = Peer.working(rig, transport.apply(rig));
      var second = rig.lastClient();
      rig.run(() -> second.kick(null));
      untold.expectClosed();
      rig.expect("closed " + second.id() + " kick");
    }
  }

  @Test
  void sendsNoKickBeforeTheClientWorks(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.ws(rig);
    rig.expect("opened 1");
    var client = rig.lastClient();
    rig.run(() -> {
      client.respond(1, "a.b.c", "{}".getBytes(StandardCharsets.UTF_8));
      client.send(packet(DATA, "x"));
      client.kick("go away");
    });
    peer.expectClosed();
    rig.expect("closed 1 go away");
  }

  @Test
  void limitsPackagesBeforeAndAfterTheHandshake(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setMaxHandshakePackage(100).setMaxPackage(2_000);
    rig.start();
    for (var transport : TRANSPORTS) {
      var early = transport.apply(rig);
      var hello = "{\"sys\":{\"x\":\"" + "x".repeat(100) + "\"}}";
      early.send(HANDSHAKE, hello);
      early.expectClosed();
      rig.expectOpened();
      rig.expect("closed " + rig.lastClient().id() + " protocol");

      var late = Peer.working(rig, transport.apply(rig));
      late.send(request(1, "a", "x".repeat(1_900)));
      rig.expect("message 1 a " + "x".repeat(1_900));
      late.send(request(1, "a", "x".repeat(2_000)));
      late.expectClosed();
      rig.expect("closed " + rig.lastClient().id() + " protocol");

      var huge = Peer.working(rig, transport.apply(rig));
      huge.send(request(1, "a", "x".repeat(20_000)));
      huge.expectClosed();
      rig.expect("closed " + rig.lastClient().id() + " protocol");
    }
  }

  @Test
  void countsClientsExactlyAndRefusesThoseAboveTheLimit(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.self.setMaxConnections(2);
    rig.start();
    var first = Peer.working(rig, Peer.tcp(rig));
    var second = Peer.working(rig, Peer.ws(rig));
    for (var round = 0; round < 3; round++) {
      var refusedWs = Peer.ws(rig);
      refusedWs.expectClosed();
      var refusedTcp = Peer.tcp(rig).send(HANDSHAKE, Peer.HELLO);
      refusedTcp.expectClosed();
      assertEquals(2, rig.on(() -> rig.connector().connectionCount()));
    }
    first.close();
    rig.expect("closed 1 closed");
    assertEquals(1, rig.on(() -> rig.connector().connectionCount()));
    Peer.working(rig, Peer.ws(rig));
    assertEquals(2, rig.on(() -> rig.connector().connectionCount()));
    second.close();
    rig.expect("closed 2 closed");
    assertEquals(1, rig.on(() -> rig.connector().connectionCount()));
  }

  @Test
  void closesClientsThatDoNotRead(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setMaxOutbound(100_000);
    rig.start();
    for (var transport : TRANSPORTS) {
      var peer = Peer.working(rig, transport.apply(rig));
      peer.pause();
      var client = rig.lastClient();
      var push = rig.on(() -> rig.connector().encodePush("onBig", new byte[50_000]));
      rig.run(() -> {
        for (var i = 0; i < 1_000 && client.isWorking(); i++) {
          client.send(push);
        }
        assertFalse(client.isWorking(), "still working with 50 MB on their way");
      });
      rig.expect("closed " + client.id() + " slow");
      peer.resume();
      assertEquals(0, rig.on(() -> rig.connector().connectionCount()));
    }
  }

  @Test
  void sendsMuchInOneTurnToAClientThatReads(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setMaxOutbound(100_000);
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    var client = rig.lastClient();
    var push = rig.on(() -> rig.connector().encodePush("onBit", new byte[1_000]));
    rig.run(() -> {
      for (var i = 0; i < 200; i++) {
        client.send(push);
      }
    });
    for (var i = 0; i < 200; i++) {
      assertEquals("onBit", peer.nextMessage().route());
    }
  }

  @Test
  void kicksClientsWithTooManyFaults(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setMaxErrors(3);
    rig.start();
    var faults = List.of(packet(DATA, ""), packet(DATA, "\u0004\u0001{}"),
      packet(DATA, "\u0006\u0001a{}"), packet(DATA, "\u000e"));
    for (var transport : TRANSPORTS) {
      var peer = Peer.working(rig, transport.apply(rig));
      for (var fault : faults.subList(0, 3)) {
        peer.send(fault);
      }
      peer.send(request(2, "still.let.in", "{}"));
      rig.expect("message 2 still.let.in {}");
      peer.send(faults.get(3));
      assertEquals("{\"reason\":\"errors\"}", peer.nextText(KICK));
      peer.expectClosed();
      rig.expect("closed " + rig.lastClient().id() + " errors");
    }
  }

  @Test
  void forgetsFaultsAfterTheWindow(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setMaxErrors(1).setErrorWindow(1);
    rig.handler = (client, message) -> {
      client.mark();
      // Sent a whole window after the fault before.
      vertx.setTimer(10, later ->
        client.respond(message.id(), message.route(), message.bytes()));
    };
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    for (var id = 2; id < 8; id++) {
      assertEquals(id - 1, peer.nextMessage().id());
      peer.send(request(id, "a.b.c", "{}"));
      rig.expect("message " + id + " a.b.c {}");
    }
    assertTrue(rig.lastClient().isWorking());
  }

  @Test
  void tellsClientsThatTheServerStops(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var tcp = Peer.working(rig, Peer.tcp(rig));
    var ws = Peer.working(rig, Peer.ws(rig));
    var halfway = Peer.ws(rig);
    rig.expect("opened 3");
    var silent = Peer.tcp(rig);
    rig.stop();
    for (var peer : List.of(tcp, ws)) {
      assertEquals("{\"reason\":\"shutdown\"}", peer.nextText(KICK));
      peer.expectClosed();
    }
    halfway.expectClosed();
    silent.expectClosed();
    var ends = List.of(rig.events.poll(), rig.events.poll(), rig.events.poll());
    assertTrue(ends.containsAll(
      List.of("closed 1 shutdown", "closed 2 shutdown", "closed 3 shutdown")), ends::toString);
    assertEquals(0, rig.on(() -> rig.connector().connectionCount()));
  }

  @Test
  void stopsInTimeWhenAClientDoesNotRead(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setMaxOutbound(100_000_000);
    var peer = Peer.working(rig.start(), Peer.ws(rig));
    peer.pause();
    var client = rig.lastClient();
    var push = rig.on(() -> rig.connector().encodePush("onBig", new byte[1_000_000]));
    rig.run(() -> {
      for (var i = 0; i < 50; i++) {
        client.send(push);
      }
    });
    var start = System.nanoTime();
    rig.stop();
    rig.expect("closed 1 shutdown");
    assertTrue(System.nanoTime() - start > 900_000_000L, "did not wait for the client");
    peer.resume();
  }
}
