package io.pomelo.connection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.session.FrontendSession;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a frontend counts, and the limit of its connections. */
@ExtendWith(VertxExtension.class)
class ConnectionTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0,
      "max-connections": 3}]}""");

  private final LinkedBlockingQueue<Long> ended = new LinkedBlockingQueue<>();
  private TestCluster cluster;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, this::setup).await(10, SECONDS);
  }

  private void setup(Application app) {
    app.handler("connector.h.bind", request -> {
      var session = (FrontendSession) request.session();
      session.closeHandler(closed -> ended.add(closed.id()));
      Object uid = request.json().getValue("uid");
      return uid == null ? Future.succeededFuture() : session.bind(uid);
    }).handler("connector.h.unbind", request -> request.session().unbind(request.session().uid()));
  }

  private TestClient user(Object uid) throws Exception {
    var client = cluster.client("connector-1").await(5, SECONDS);
    client.request("connector.h.bind", new JsonObject().put("uid", uid)).await(5, SECONDS);
    return client;
  }

  private void leave(TestClient client) throws Exception {
    client.close().await(5, SECONDS);
    assertTrue(ended.poll(5, SECONDS) != null, "the frontend noticed the end");
  }

  private <T> T see(Function<Application, T> question) throws Exception {
    return cluster.<T>call("connector-1", app -> Future.succeededFuture(question.apply(app)))
      .await(5, SECONDS);
  }

  private void assertCounts(int connections, int users) throws Exception {
    assertEquals(List.of(connections, users), see(app -> List.of(
      app.connectionService().getConnectionCount(), app.connectionService().getLoginedCount())));
  }

  private JsonObject statistics() throws Exception {
    return see(app -> app.connectionService().getStatisticsInfo());
  }

  @Test
  void connectionsAreCountedAsTheyComeAndGo() throws Exception {
    assertCounts(0, 0);
    var first = user(null);
    assertCounts(1, 0);
    var second = user(null);
    assertCounts(2, 0);
    leave(first);
    assertCounts(1, 0);
    leave(second);
    assertCounts(0, 0);
  }

  @Test
  void connectionsAreCountedWithoutALimitToo(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, new JsonObject("""
      {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}]}"""), this::setup)
      .await(10, SECONDS);
    var clients = List.of(user(null), user(null), user(null), user("ann"));
    assertCounts(4, 1);
    leave(clients.get(0));
    assertCounts(3, 1);
  }

  @Test
  void aUserIsRecordedWhileBound() throws Exception {
    long before = System.currentTimeMillis();
    var client = user("ann");
    assertCounts(1, 1);
    JsonObject record = statistics().getJsonArray("loginedList").getJsonObject(0);
    assertEquals("ann", record.getString("uid"));
    assertTrue(record.getLong("loginTime") >= before);
    assertTrue(record.getString("address").startsWith("127.0.0.1:"));
    client.request("connector.h.unbind", null).await(5, SECONDS);
    assertCounts(1, 0);
    assertEquals(new JsonArray(), statistics().getJsonArray("loginedList"));
  }

  @Test
  void aUserWhoLeavesIsGoneFromTheRecords() throws Exception {
    leave(user("ann"));
    assertCounts(0, 0);
    assertEquals(new JsonArray(), statistics().getJsonArray("loginedList"));
  }

  @Test
  void aUserWithSeveralSessionsCountsOnceUntilTheLastIsGone() throws Exception {
    var first = user(7);
    var second = user(7);
    assertCounts(2, 1);
    leave(first);
    assertCounts(1, 1);
    leave(second);
    assertCounts(0, 0);
  }

  @Test
  void theStatisticsAreOneObject() throws Exception {
    user("ann");
    user("bob");
    user(null);
    var statistics = statistics();
    assertEquals("connector-1", statistics.getString("serverId"));
    assertEquals(3, statistics.getInteger("totalConnCount"));
    assertEquals(2, statistics.getInteger("loginedCount"));
    assertEquals(List.of("ann", "bob"), statistics.getJsonArray("loginedList").stream()
      .map(user -> ((JsonObject) user).getString("uid")).toList());
  }

  @Test
  void aGameAddsToTheRecordOfAUser() throws Exception {
    user("ann");
    see(app -> {
      app.connectionService().updateUserInfo("ann", new JsonObject().put("level", 5)
        .put("uid", "somebody else"));
      app.connectionService().updateUserInfo("nobody", new JsonObject().put("level", 6));
      return true;
    });
    var list = statistics().getJsonArray("loginedList");
    assertEquals(1, list.size());
    assertEquals(5, list.getJsonObject(0).getInteger("level"));
    assertEquals("ann", list.getJsonObject(0).getString("uid"));
  }

  @Test
  void connectionsAboveTheLimitAreRefusedUntilOthersLeave() throws Exception {
    var first = user("ann");
    user("bob");
    user("cid");
    for (int i = 0; i < 5; i++) {
      assertThrows(Exception.class, () -> cluster.client("connector-1").await(5, SECONDS));
    }
    assertCounts(3, 3);
    leave(first);
    user("dan");
    assertCounts(3, 3);
    assertThrows(Exception.class, () -> cluster.client("connector-1").await(5, SECONDS));
  }
}
