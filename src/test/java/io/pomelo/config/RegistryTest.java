package io.pomelo.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The running servers as each of them sees them. */
@ExtendWith(VertxExtension.class)
class RegistryTest {

  private ApplicationOptions options;
  private Vertx vertx;
  private TestCluster cluster;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    this.vertx = vertx;
    options = new ApplicationOptions().setCluster(UUID.randomUUID().toString())
      .setServers(new JsonObject("""
        {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
         "chat": [{"id": "chat-2"}, {"id": "chat-1", "room": 7}, {"id": "chat-3"}],
         "area": [{"id": "area-1"}]}"""));
    cluster = TestCluster.start(vertx, options, app -> { }).await(10, SECONDS);
  }

  private <T> T at(String server, Function<Application, T> question) throws Exception {
    return cluster.<T>call(server, app -> Future.succeededFuture(question.apply(app)))
      .await(5, SECONDS);
  }

  private static List<String> ids(List<ServerInfo> servers) {
    return servers.stream().map(ServerInfo::getId).toList();
  }

  @Test
  void everyServerIsFoundByIdInTheMapAndInTheListOfItsType() throws Exception {
    for (Application app : cluster.applications()) {
      String here = app.getServerId();
      assertEquals(List.of("area-1", "chat-1", "chat-2", "chat-3", "connector-1"),
        at(here, a -> List.copyOf(a.getServers().keySet())));
      assertEquals(List.of("chat-1", "chat-2", "chat-3"), ids(at(here,
        a -> a.getServersByType("chat"))));
      assertEquals(List.of("area", "chat", "connector"), at(here, Application::getServerTypes));
      assertEquals(7, at(here, a -> a.getServerById("chat-1")).get("room"));
      assertEquals(cluster.port("connector-1"),
        at(here, a -> a.getServerById("connector-1")).getClientPort());
    }
    assertNotEquals(0, cluster.port("connector-1"));
  }

  @Test
  void whatDoesNotRunIsAbsent() throws Exception {
    assertNull(at("chat-1", app -> app.getServerById("chat-9")));
    assertEquals(List.of(), at("chat-1", app -> app.getServersByType("nobody")));
    assertNull(at("chat-1", app -> app.getServerFromConfig("chat-9")));
  }

  @Test
  void aServerThatStoppedIsGoneFromEveryLookUp() throws Exception {
    cluster.stop("chat-2").await(5, SECONDS);
    assertNull(at("connector-1", app -> app.getServerById("chat-2")));
    assertEquals(List.of("area-1", "chat-1", "chat-3", "connector-1"),
      at("connector-1", app -> List.copyOf(app.getServers().keySet())));
    assertEquals(List.of("chat-1", "chat-3"), ids(at("connector-1",
      app -> app.getServersByType("chat"))));
    assertEquals("chat-2",
      at("connector-1", app -> app.getServerFromConfig("chat-2")).getId());
    cluster.stop("area-1").await(5, SECONDS);
    assertEquals(List.of("chat", "connector"), at("connector-1", Application::getServerTypes));
    assertEquals(List.of(), at("connector-1", app -> app.getServersByType("area")));
  }

  @Test
  void aServerThatComesBackUnderItsIdTakesItsPlaceWithItsNewData() throws Exception {
    long before = at("connector-1", app -> app.getServerById("chat-1")).getIncarnation();
    cluster.stop("chat-1").await(5, SECONDS);
    var again = new ApplicationOptions(options).setServerId("chat-1");
    again.getServers().getJsonArray("chat").getJsonObject(1).put("room", 8);
    Pomelo.createApp(vertx, again).start().await(5, SECONDS);
    assertEquals(List.of("chat-1", "chat-2", "chat-3"), ids(at("connector-1",
      app -> app.getServersByType("chat"))));
    ServerInfo after = at("connector-1", app -> app.getServerById("chat-1"));
    assertEquals(8, after.get("room"));
    assertTrue(after.getIncarnation() > before);
  }

  @Test
  void theListsCannotBeChanged() throws Exception {
    for (Function<Application, ?> change : List.<Function<Application, ?>>of(
      app -> app.getServers().remove("chat-1"), app -> app.getServersByType("chat").remove(0),
      app -> app.getServerTypes().remove(0))) {
      assertThrows(UnsupportedOperationException.class, () -> at("connector-1", change));
    }
  }
}
