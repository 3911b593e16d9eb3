package io.pomelo.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SingleSessionTest {

  private static final List<String> FRONTENDS =
    List.of("connector-1", "connector-2", "connector-3");

  private final List<String> closed = new CopyOnWriteArrayList<>();
  private Vertx vertx;
  private TestCluster cluster;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private void start(SingleSessionScope scope, SingleSessionPolicy policy) throws Exception {
    var connectors = new JsonArray();
    FRONTENDS.forEach(id -> connectors.add(
      new JsonObject().put("id", id).put("frontend", true).put("clientPort", 0)));
    var servers = new JsonObject().put("connector", connectors)
      .put("chat", new JsonArray().add(new JsonObject().put("id", "chat-1")));
    cluster = await(TestCluster.start(vertx, servers, app -> {
      app.set("sessionConfig",
        new SessionOptions().setSingleSession(true).setScope(scope).setPolicy(policy));
      for (String type : List.of("connector", "chat")) {
        app.handler(type + ".test.bind", request -> request.session()
          .bind(((JsonObject) request.msg()).getValue("uid"))
          .map(v -> new JsonObject().put("code", 200)));
        app.handler(type + ".test.unbind", request -> request.session()
          .unbind(request.session().uid()).map(v -> new JsonObject().put("code", 200)));
      }
      app.handler("connector.test.watch", request -> {
        ((FrontendSession) request.session()).closeHandler(session ->
          closed.add(session.uid() + "@" + session.frontendId()));
        return Future.succeededFuture(new JsonObject().put("code", 200));
      });
    }));
  }

  private static int bind(TestClient client, String type, Object uid) throws Exception {
    return await(client.request(type + ".test.bind", new JsonObject().put("uid", uid)))
      .getInteger("code");
  }

  /** How many sessions of a user there are, on all frontends. */
  private int sessions(Object uid) throws Exception {
    int sum = 0;
    for (String id : FRONTENDS) {
      sum += await(cluster.call(id, app ->
        Future.succeededFuture(app.sessionService().getByUid(uid).size())));
    }
    return sum;
  }

  @Test
  void theFrontendKicksItsOldSessionWhenAskedTo() throws Exception {
    start(SingleSessionScope.FRONTEND, SingleSessionPolicy.KICK_OLD);
    var first = await(cluster.client("connector-1"));
    var second = await(cluster.client("connector-1"));
    var elsewhere = await(cluster.client("connector-2"));
    await(first.request("connector.test.watch", null));

    assertEquals(200, bind(first, "connector", "ann"));
    assertEquals(200, bind(elsewhere, "connector", "ann"));
    assertEquals(200, bind(second, "connector", "ann"));

    assertEquals(SessionOptions.KICK_OLD_REASON, await(first.kicked()));
    await(first.closed());
    assertEquals(200, bind(second, "connector", "ann"));
    assertEquals(List.of("ann@connector-1"), closed);
    assertEquals(2, sessions("ann"));
    assertEquals(1, (int) await(cluster.call("connector-1", app -> Future.succeededFuture(
      app.connectionService().getLoginedCount()))));
  }

  @Test
  void theClusterRefusesASecondSessionUntilTheFirstIsGone() throws Exception {
    start(SingleSessionScope.CLUSTER, SingleSessionPolicy.REFUSE);
    for (Object uid : List.of("ann", "bob", 1, "1", 1L << 40)) {
      var first = await(cluster.client("connector-1"));
      var second = await(cluster.client("connector-2"));
      assertEquals(200, bind(first, "connector", uid));
      assertEquals(200, bind(first, "connector", uid), "the same again");
      for (String type : List.of("connector", "chat")) {
        assertEquals(409, bind(second, type, uid));
      }
      assertEquals(200, await(first.request("connector.test.unbind", null)).getInteger("code"));
      assertEquals(200, bind(second, "chat", uid));
      assertEquals(409, bind(first, "chat", uid));
      assertEquals(1, sessions(uid));
    }
  }

  @Test
  void aClosedSessionGivesItsUidBack() throws Exception {
    start(SingleSessionScope.CLUSTER, SingleSessionPolicy.REFUSE);
    var second = await(cluster.client("connector-3"));
    for (String frontendId : List.of("connector-1", "connector-2", "connector-1")) {
      var first = await(cluster.client(frontendId));
      assertEquals(200, bind(first, "connector", "ann"));
      await(first.close());
      until(() -> sessions("ann") == 0);
    }
    until(() -> bind(second, "connector", "ann") == 200);
  }

  @Test
  void theClusterKicksTheOldSessionBeforeTheNewOneIsBound() throws Exception {
    start(SingleSessionScope.CLUSTER, SingleSessionPolicy.KICK_OLD);
    TestClient before = null;
    for (int i = 0; i < 6; i++) {
      var client = await(cluster.client(FRONTENDS.get(i % 3)));
      assertEquals(200, bind(client, i % 2 == 0 ? "connector" : "chat", "ann"));
      assertEquals(1, sessions("ann"));
      if (before != null) {
        assertEquals(SessionOptions.KICK_OLD_REASON, await(before.kicked()));
        await(before.closed());
      }
      before = client;
    }
    assertFalse(before.closed().isComplete());
  }

  @Test
  void bindsAtTheSameTimeLeaveOneSession() throws Exception {
    start(SingleSessionScope.CLUSTER, SingleSessionPolicy.KICK_OLD);
    var clients = new ArrayList<TestClient>();
    for (int i = 0; i < 9; i++) {
      clients.add(await(cluster.client(FRONTENDS.get(i % 3))));
    }
    var binds = new ArrayList<Future<?>>();
    clients.forEach(client -> binds.add(client.request("chat.test.bind",
      new JsonObject().put("uid", "ann"))));
    await(Future.join(binds).otherwiseEmpty());

    assertEquals(1, sessions("ann"));
    until(() -> clients.stream().filter(client -> client.closed().isComplete()).count() == 8);
  }

  @Test
  void theOwnersKnowTheSessionsAlsoAfterAFrontendLeft() throws Exception {
    start(SingleSessionScope.CLUSTER, SingleSessionPolicy.REFUSE);
    var first = new ArrayList<TestClient>();
    for (int uid = 1; uid <= 12; uid++) {
      first.add(await(cluster.client("connector-1")));
      assertEquals(200, bind(first.get(uid - 1), "connector", uid));
    }

    await(cluster.stop("connector-3"));

    var second = await(cluster.client("connector-2"));
    for (int uid = 1; uid <= 12; uid++) {
      assertEquals(409, bind(second, "connector", uid), "uid " + uid);
    }
    assertTrue(first.stream().noneMatch(client -> client.closed().isComplete()));
  }

  @Test
  void uidsOfAFrontendThatLeftAreFree() throws Exception {
    start(SingleSessionScope.CLUSTER, SingleSessionPolicy.REFUSE);
    for (int uid = 1; uid <= 12; uid++) {
      assertEquals(200, bind(await(cluster.client("connector-3")), "connector", uid));
    }

    await(cluster.stop("connector-3"));

    for (int uid = 1; uid <= 12; uid++) {
      assertEquals(200, bind(await(cluster.client("connector-2")), "connector", uid));
    }
  }

  @Test
  void optionsSurviveJsonAndCopies() {
    var options = new SessionOptions().setSingleSession(true)
      .setScope(SingleSessionScope.CLUSTER).setPolicy(SingleSessionPolicy.KICK_OLD);
    for (var read : List.of(new SessionOptions(options), new SessionOptions(options.toJson()),
      new SessionOptions(new JsonObject().put("singleSession", true).put("scope", "cluster")
        .put("policy", "kick-old")))) {
      assertTrue(read.isSingleSession());
      assertEquals(SingleSessionScope.CLUSTER, read.getScope());
      assertEquals(SingleSessionPolicy.KICK_OLD, read.getPolicy());
    }
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  /** Asks again until something holds that follows by itself. */
  private void until(Check check) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!check.holds()) {
      assertTrue(System.nanoTime() < end, "does not hold within 10 s");
      await(vertx.timer(5, TimeUnit.MILLISECONDS));
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
