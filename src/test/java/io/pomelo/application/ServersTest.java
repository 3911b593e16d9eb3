package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ServersTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"chat": [{"id": "chat-1"}, {"id": "chat-2"}]}""");

  private final Recorder recorder = new Recorder();
  private final List<ServerInfo> added = new ArrayList<>();
  private Application app;

  @BeforeEach
  void create(Vertx vertx) {
    app = app(vertx, "chat-1");
    app.listen(recorder.listener());
    app.listen(new ApplicationListener() {
      @Override
      public void addServers(List<ServerInfo> servers) {
        added.addAll(servers);
      }
    });
  }

  private static Application app(Vertx vertx, String id) {
    return Pomelo.createApp(vertx, new ApplicationOptions().setServers(SERVERS).setServerId(id));
  }

  private static ServerInfo area(int number) {
    return new ServerInfo().setId("area-" + number).setServerType("area");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, SECONDS);
  }

  @Test
  void addedServersAreFoundByEveryLookup() {
    var path = new ServerInfo().setId("path-1").setServerType("path");
    app.addServers(List.of(path, area(2), area(1)));
    assertEquals(List.of("add:path-1,area-2,area-1"), recorder.seen);
    assertEquals(List.of(path, area(2), area(1)), added);
    assertEquals(List.of("area-1", "area-2", "path-1"), List.copyOf(app.getServers().keySet()));
    assertEquals(area(1), app.getServerById("area-1"));
    assertEquals(List.of(area(1), area(2)), app.getServersByType("area"));
    assertEquals(List.of("area", "path"), app.getServerTypes());
  }

  @Test
  void aRemovedServerIsGoneAndTheOthersStay() {
    app.addServers(List.of(area(1), area(2), area(3)));
    app.removeServers(List.of("area-2", "unknown", "area-2"));
    assertEquals(List.of("add:area-1,area-2,area-3", "remove:area-2"), recorder.seen);
    assertNull(app.getServerById("area-2"));
    assertEquals(List.of(area(1), area(3)), app.getServersByType("area"));
    app.removeServers(List.of("area-1", "area-3"));
    assertEquals(List.of(), app.getServerTypes());
    assertEquals(List.of(), app.getServersByType("area"));
  }

  @Test
  void aServerAddedAgainIsReplaced() {
    app.addServers(List.of(area(1), area(2)));
    app.addServers(List.of(area(1).setHost("10.0.0.1")));
    assertEquals(List.of(area(1).setHost("10.0.0.1"), area(2)), app.getServersByType("area"));
    assertEquals(List.of("add:area-1,area-2", "add:area-1"), recorder.seen);
  }

  @Test
  void nothingIsNoEvent() {
    app.addServers(List.of());
    app.removeServers(List.of());
    app.removeServers(List.of("unknown"));
    assertEquals(List.of(), recorder.seen);
  }

  @Test
  void aReplacementTakesTheOldOnesAway() {
    app.addServers(List.of(area(1), area(2)));
    var servers = new LinkedHashMap<String, ServerInfo>();
    servers.put("path-1", new ServerInfo().setId("path-1").setServerType("path"));
    servers.put("area-2", area(2).setHost("10.0.0.2"));
    app.replaceServers(servers);
    assertEquals(List.of("add:area-1,area-2", "replace:path-1,area-2"), recorder.seen);
    assertEquals(List.of("area-2", "path-1"), List.copyOf(app.getServers().keySet()));
    assertEquals(List.of(area(2).setHost("10.0.0.2")), app.getServersByType("area"));
    app.replaceServers(Map.of());
    assertEquals(List.of("replace:"), recorder.seen.subList(2, 3));
    assertTrue(app.getServers().isEmpty());
  }

  @Test
  void wrongEntriesAreRefusedAndChangeNothing() {
    app.addServers(List.of(area(1)));
    assertThrows(IllegalArgumentException.class, () ->
      app.addServers(List.of(area(2), new ServerInfo().setId("x"))));
    assertThrows(IllegalArgumentException.class, () ->
      app.replaceServers(Map.of("area-3", area(4))));
    assertEquals(List.of("area-1"), List.copyOf(app.getServers().keySet()));
    assertEquals(List.of("add:area-1"), recorder.seen);
  }

  @Test
  void whatWasGivenIsCopied() {
    var entry = area(1);
    app.addServers(List.of(entry));
    entry.setHost("10.0.0.9");
    assertEquals(area(1), app.getServerById("area-1"));
  }

  @Test
  void theMembershipIsTheTruthAboutItsMembers(Vertx vertx) throws Exception {
    var byHand = new ServerInfo().setId("chat-2").setServerType("chat").setHost("10.0.0.1");
    await(app.start());
    await(app.call(() -> {
      app.addServers(List.of(byHand));
      return Future.succeededFuture();
    }));
    assertEquals("10.0.0.1", app.getServerById("chat-2").getHost());

    var member = app(vertx, "chat-2");
    await(member.start());
    assertEquals(ServerInfo.DEFAULT_HOST, app.getServerById("chat-2").getHost());
    await(app.call(() -> {
      app.addServers(List.of(byHand));
      app.replaceServers(Map.of("chat-2", byHand));
      app.removeServers(List.of("chat-1"));
      return Future.succeededFuture();
    }));
    assertEquals(ServerInfo.DEFAULT_HOST, app.getServerById("chat-2").getHost());
    assertEquals(List.of("chat-1", "chat-2"), List.copyOf(app.getServers().keySet()));

    await(member.stop());
    assertEquals("10.0.0.1", app.getServerById("chat-2").getHost());
    assertEquals(List.of("add:chat-1", "start:chat-1", "add:chat-2", "remove:chat-2", "add:chat-2",
      "all", "replace:chat-2", "remove:chat-2", "add:chat-2"), recorder.seen);
  }

  @Test
  void nobodyElseSeesThemAndTheyAreNoReasonForStartAll(Vertx vertx) throws Exception {
    app.addServers(List.of(new ServerInfo().setId("chat-2").setServerType("chat"), area(1)));
    await(app.start());
    assertFalse(recorder.seen.contains("all"), recorder.seen.toString());
    var other = app(vertx, "chat-2");
    await(other.start());
    assertEquals(List.of("chat-1", "chat-2"), List.copyOf(other.getServers().keySet()));
  }

  @Test
  void aServersEntryTellsItsKind() {
    assertTrue(app.isFrontend(area(1).setFrontend(true)));
    assertFalse(app.isBackend(area(1).setFrontend(true)));
    assertTrue(app.isBackend(area(1)));
    assertFalse(app.isFrontend(area(1)));
  }
}
