package io.pomelo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.PomeloVerticle;
import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestClusterTest {

  private static final JsonObject SERVERS = new JsonObject()
    .put("connector", new JsonArray().add(new JsonObject()
      .put("id", "connector-1").put("frontend", true).put("clientPort", 3010)))
    .put("chat", new JsonArray().add(new JsonObject().put("id", "chat-1")));

  private Vertx vertx;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void clientsOfBothTransportsReachFrontendAndBackend() throws Exception {
    var cluster = await(TestCluster.start(vertx, SERVERS, TestClusterTest::setup));
    var answers = new JsonArray();

    for (ClientTransport transport : ClientTransport.values()) {
      var client = await(cluster.client("connector-1",
        new PomeloClientOptions().setTransport(transport)));
      answers.add(await(client.request("connector.idHandler.id", null)).getString("id"));
      answers.add(await(client.request("chat.idHandler.id", null)).getString("id"));
    }

    assertEquals(
      new JsonArray().add("connector-1").add("chat-1").add("connector-1").add("chat-1"), answers);
    assertNotEquals(3010, cluster.port("connector-1"));
    assertEquals("chat-1", await(cluster.call("chat-1",
      app -> Future.succeededFuture(app.getServerId()))));
  }

  @Test
  void oneServerStopsAndTheOthersGoOn() throws Exception {
    var cluster = await(TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS)
      .setStopTimeout(2_000), TestClusterTest::setup));
    var client = await(cluster.client("connector-1"));

    await(cluster.stop("chat-1"));

    assertEquals(500, await(client.request("chat.idHandler.id", null)).getInteger("code"));
    assertEquals("connector-1",
      await(client.request("connector.idHandler.id", null)).getString("id"));
    await(cluster.stop());
    await(client.closed());
  }

  @Test
  void clustersOfOneVertxDoNotSeeEachOther() throws Exception {
    var first = await(TestCluster.start(vertx, SERVERS, TestClusterTest::setup));
    var second = await(TestCluster.start(vertx, new PomeloVerticle() {
      @Override
      protected void setup(Application app) {
        TestClusterTest.setup(app);
      }
    }, new JsonObject().put("servers", SERVERS).put("serverId", "connector-1")));

    assertNotEquals(first.port("connector-1"), second.port("connector-1"));
    assertEquals(Set.of("chat-1", "connector-1"), first.app("connector-1").getServers().keySet());
    assertEquals(Set.of("connector-1"), second.app("connector-1").getServers().keySet());
  }

  @Test
  void anUnknownServerIsNamedInTheFailure() throws Exception {
    var cluster = await(TestCluster.start(vertx, SERVERS, TestClusterTest::setup));

    var unknown = assertThrows(IllegalArgumentException.class, () -> cluster.client("gate-1"));
    assertThrows(IllegalArgumentException.class, () -> cluster.port("chat-1"));

    assertTrue(unknown.getMessage().contains("connector-1"), unknown.getMessage());
  }

  private static void setup(Application app) {
    for (String type : new String[] {"connector", "chat"}) {
      app.handler(type + ".idHandler.id", request -> Future.succeededFuture(
        new JsonObject().put("code", 200).put("id", app.getServerId())));
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
