package io.pomelo.connector;

import static io.pomelo.protocol.PacketType.KICK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PushSchedulersTest {

  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  /** Holds everything until it is told to flush. */
  private static final class Holding implements PushScheduler {

    final Map<Client, List<byte[]>> held = new LinkedHashMap<>();
    boolean closed;

    @Override
    public void schedule(Client client, byte[] packet) {
      held.computeIfAbsent(client, key -> new ArrayList<>()).add(packet);
    }

    @Override
    public void flush(Client client) {
      held.getOrDefault(client, List.of()).forEach(client::send);
      held.remove(client);
    }

    @Override
    public void closed(Client client) {
      held.remove(client);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Holding holding = new Holding();

  private static void push(Rig rig, Client client, PushKind kind, String route) {
    rig.connector().scheduler(new PushRequest(kind, route))
      .schedule(client, rig.connector().encodePush(route, EMPTY));
  }

  @Test
  void keepsTheOrderOfAClientAcrossSchedulers(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.push.setBuffer(true).setFlushInterval(60_000).addScheduler("holding", () -> holding)
      .setScheduler(PushKind.BROADCAST, "holding")
      .setScheduler(PushKind.RESPONSE, PushSchedulerOptions.DIRECT);
    var peer = Peer.working(rig.start(), Peer.ws(rig));
    var client = rig.lastClient();
    rig.run(() -> {
      push(rig, client, PushKind.PUSH, "on1");
      push(rig, client, PushKind.PUSH, "on2");
      push(rig, client, PushKind.BROADCAST, "on3");
      push(rig, client, PushKind.PUSH, "on4");
      push(rig, client, PushKind.BROADCAST, "on5");
      client.respond(7, "a.b.c", EMPTY);
    });
    for (var i = 1; i <= 5; i++) {
      assertEquals("on" + i, peer.nextMessage().route());
    }
    assertEquals(7, peer.nextMessage().id());
    assertTrue(rig.on(() -> holding.held.isEmpty()));
  }

  @Test
  void flushesASchedulerOfTheGameBeforeKickAndStop(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.push.addScheduler("holding", () -> holding).setScheduler("holding");
    var kicked = Peer.working(rig.start(), Peer.tcp(rig));
    var client = rig.lastClient();
    rig.run(() -> {
      push(rig, client, PushKind.PUSH, "onLast");
      client.kick("bye");
    });
    assertEquals("onLast", kicked.nextMessage().route());
    assertEquals("{\"reason\":\"bye\"}", kicked.nextText(KICK));
    rig.expect("closed 1 bye");

    var left = Peer.working(rig, Peer.tcp(rig));
    var other = rig.lastClient();
    rig.run(() -> push(rig, other, PushKind.BROADCAST, "onStop"));
    rig.stop();
    assertEquals("onStop", left.nextMessage().route());
    assertEquals("{\"reason\":\"shutdown\"}", left.nextText(KICK));
    assertTrue(rig.on(() -> holding.closed));
  }

  @Test
  void asksTheSelectorFirstAndTheKindWhenItHasNoAnswer(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.push.addScheduler("holding", () -> holding)
      .setSelector(message -> switch (message.route()) {
        case "onLater" -> message.userOptions().getBoolean("later") ? "holding" : "direct";
        case "onUnknown" -> "nonsense";
        case "onBroken" -> throw new IllegalStateException("broken");
        default -> null;
      });
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    var client = rig.lastClient();
    rig.run(() -> {
      for (var later : new boolean[] {true, false}) {
        rig.connector().scheduler(new PushRequest(PushKind.PUSH, "onLater",
          new JsonObject().put("later", later))).schedule(client,
            rig.connector().encodePush("onLater", EMPTY));
        assertEquals(later, holding.held.containsKey(client));
      }
      push(rig, client, PushKind.PUSH, "onUnknown");
      push(rig, client, PushKind.PUSH, "onBroken");
      push(rig, client, PushKind.PUSH, "onOther");
    });
    for (var route : List.of("onLater", "onLater", "onUnknown", "onBroken", "onOther")) {
      assertEquals(route, peer.nextMessage().route());
    }
  }

  @Test
  void survivesASchedulerThatThrows(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.push.addScheduler("broken", () -> (client, packet) -> {
      throw new IllegalStateException("broken");
    }).setScheduler(PushKind.PUSH, "broken");
    var peer = Peer.working(rig.start(), Peer.tcp(rig));
    var client = rig.lastClient();
    rig.run(() -> {
      push(rig, client, PushKind.PUSH, "onLost");
      push(rig, client, PushKind.BROADCAST, "onKept");
    });
    assertEquals("onKept", peer.nextMessage().route());
  }

  @Test
  void doesNotStartWithAnUnknownScheduler(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.push.setScheduler(PushKind.PUSH, "nonsense");
    var failure = assertThrows(IllegalArgumentException.class, rig::start);
    assertEquals("push scheduler: nonsense (expected: one of [buffer, direct])",
      failure.getMessage());
  }

  @Test
  void optionsSurviveJsonAndCopies() {
    var options = new PushSchedulerOptions().setScheduler("buffer").setFlushInterval(5)
      .setScheduler(PushKind.RESPONSE, "direct").addScheduler("holding", () -> holding);

    for (var read : List.of(new PushSchedulerOptions(options.toJson()),
      new PushSchedulerOptions(options))) {
      assertEquals("direct", read.getScheduler(PushKind.RESPONSE));
      assertEquals("buffer", read.getScheduler(PushKind.PUSH));
      assertEquals(5, read.getFlushInterval());
    }
    assertTrue(new PushSchedulerOptions(options).factories().containsKey("holding"));
    assertEquals("buffer", new PushSchedulerOptions().setBuffer(true).getScheduler());
    assertThrows(IllegalArgumentException.class,
      () -> options.addScheduler("direct", () -> holding));
  }
}
