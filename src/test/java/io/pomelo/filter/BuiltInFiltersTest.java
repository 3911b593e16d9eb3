package io.pomelo.filter;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class BuiltInFiltersTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  private static final JsonObject ERROR = new JsonObject().put("code", 500);
  private static final JsonObject BUSY = new JsonObject().put("code", 500)
    .put("msg", "Server toobusy!");

  private TestCluster cluster;
  private TestClient client;

  private void start(Vertx vertx, Consumer<Application> setup) throws Exception {
    var options = new ApplicationOptions().setServers(SERVERS).setStopTimeout(200);
    cluster = TestCluster.start(vertx, options, app -> {
      setup.accept(app);
      for (String type : List.of("connector", "chat")) {
        app.handler(type + ".h.never", request -> Promise.promise().future())
          .handler(type + ".h.echo", request -> Future.succeededFuture(request.msg()))
          .handler(type + ".h.late", request -> {
            request.timeout(60);
            return Promise.promise().future();
          })
          .handler(type + ".h.wait", request -> vertx.timer(400, MILLISECONDS)
            .map(v -> new JsonObject()))
          .handler(type + ".h.stall", request -> {
            long end = System.nanoTime() + 1_000_000_000;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            return Future.succeededFuture(new JsonObject().put("lag", Filters.eventLoopLag(app)));
          });
      }
    }).await(20, SECONDS);
    client = cluster.client("connector-1").await(5, SECONDS);
  }

  private JsonObject ask(String route, JsonObject body) throws Exception {
    return client.request(route, body).await(10, SECONDS);
  }

  @Test
  void theTimeoutFilterAnswersWhatTakesTooLong(Vertx vertx) throws Exception {
    start(vertx, app -> app.filter(Filters.timeout(60)));
    for (String type : List.of("connector", "chat")) {
      assertEquals(ERROR, ask(type + ".h.never", new JsonObject()));
      assertEquals(new JsonObject().put("v", 1), ask(type + ".h.echo",
        new JsonObject().put("v", 1)));
    }
    assertEquals(3_000, Filters.DEFAULT_TIMEOUT);
    assertThrows(IllegalArgumentException.class, () -> Filters.timeout(0));
  }

  @Test
  void theTimeoutFilterForgetsWhatEndedInTime(Vertx vertx) throws Exception {
    start(vertx, app -> app.filter(Filters.timeout(60)));
    try (var log = new LogLines("pomelo.handler")) {
      ask("chat.h.echo", new JsonObject());
      assertEquals(ERROR, ask("chat.h.never", new JsonObject())); // ends after the time of both
      assertTrue(log.has("chat.h.never"));
      assertFalse(log.has("chat.h.echo"));
    }
  }

  @Test
  void theTimeoutFilterWatchesHoweverManyRequests(Vertx vertx) throws Exception {
    start(vertx, app -> app.filter(Filters.timeout(60)));
    var stuck = new ArrayList<Future<JsonObject>>();
    for (int i = 0; i < 600; i++) {
      stuck.add(client.request("chat.h.never", new JsonObject()));
    }
    for (Future<JsonObject> request : stuck) {
      assertEquals(ERROR, request.await(10, SECONDS));
    }
  }

  @Test
  void asAGlobalFilterItEndsForwardedRequestsToo(Vertx vertx) throws Exception {
    start(vertx, app -> app.configure("all", "connector", connector ->
      connector.globalFilter(Filters.timeout(60))));
    for (String type : List.of("connector", "chat")) {
      assertEquals(ERROR, ask(type + ".h.never", new JsonObject()));
    }
  }

  @Test
  void aHandlerMaySetADeadlineItself(Vertx vertx) throws Exception {
    start(vertx, app -> { });
    for (String type : List.of("connector", "chat")) {
      assertEquals(ERROR, ask(type + ".h.late", new JsonObject()));
    }
  }

  @Test
  void theLastDeadlineCounts(Vertx vertx) throws Exception {
    start(vertx, app -> app.filter(Filters.timeout(60)).before(request -> {
      request.timeout(10_000);
      return vertx.timer(200, MILLISECONDS).mapEmpty();
    }));
    assertEquals(new JsonObject().put("v", 1), ask("chat.h.echo", new JsonObject().put("v", 1)));
  }

  @Test
  void theTimeFilterLogsEveryRequest(Vertx vertx) throws Exception {
    start(vertx, app -> app.configure("all", "chat", chat -> chat.filter(Filters.time())));
    try (var log = new LogLines("pomelo.con-log")) {
      ask("chat.h.echo", new JsonObject().put("v", 1));
      JsonObject line = log.next();
      assertEquals("chat.h.echo", line.getString("route"));
      assertEquals(new JsonObject().put("v", 1), line.getJsonObject("args"));
      assertTrue(line.getLong("timeUsed") >= 0, line::encode);
      assertTrue(Instant.parse(line.getString("time")).isBefore(Instant.now()));
    }
  }

  @Test
  void eachRequestHasAStartOfItsOwn(Vertx vertx) throws Exception {
    start(vertx, app -> app.configure("all", "chat", chat -> chat.filter(Filters.time())));
    try (var log = new LogLines("pomelo.con-log")) {
      Future<JsonObject> slow = client.request("chat.h.wait", new JsonObject());
      vertx.timer(200, MILLISECONDS).await(5, SECONDS);
      ask("chat.h.echo", new JsonObject());
      slow.await(5, SECONDS);
      assertEquals("chat.h.echo", log.next().getString("route"));
      long used = log.next().getLong("timeUsed");
      assertTrue(used >= 390, "milliseconds: " + used); // not counted from the other's start
    }
  }

  @Test
  void theTooBusyFilterRefusesWhileTheEventLoopLags(Vertx vertx) throws Exception {
    start(vertx, app -> app.filter(Filters.tooBusy(250)));
    assertEquals(new JsonObject(), ask("chat.h.echo", new JsonObject()));
    Future<JsonObject> stalled = client.request("chat.h.stall", new JsonObject());
    Future<JsonObject> behind = client.request("chat.h.echo", new JsonObject());
    assertTrue(stalled.await(10, SECONDS).getLong("lag") >= 500);
    assertEquals(BUSY, behind.await(10, SECONDS));
    JsonObject answer = BUSY;
    for (int i = 0; i < 100_000 && BUSY.equals(answer); i++) {
      answer = ask("chat.h.echo", new JsonObject());
    }
    assertEquals(new JsonObject(), answer);
  }

  @Test
  void theRpcFilterForABusyServerRefusesItsCalls(Vertx vertx) throws Exception {
    start(vertx, app -> app.rpcFilter(Filters.rpcTooBusy(250)));
    cluster.call("chat-1", app -> Future.succeededFuture(Filters.eventLoopLag(app)))
      .await(5, SECONDS);
    Future<Object> refused = cluster.call("chat-1", app -> {
      long end = System.nanoTime() + 1_000_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return app.rpcInvoke("chat-1", "score", "add", new JsonObject());
    });
    String text = refused.transform(result ->
      Future.succeededFuture(result.cause().getMessage())).await(10, SECONDS);
    assertTrue(text.startsWith("score.add to chat-1: too busy now, lag of "), text);
  }

  @Test
  void theRpcLogFilterLogsEveryCall(Vertx vertx) throws Exception {
    start(vertx, app -> app.rpcFilter(Filters.rpcLog()));
    try (var log = new LogLines("pomelo.rpc-log")) {
      cluster.call("chat-1", app -> app.rpcInvoke("chat-1", "score", "add",
        new JsonObject().put("left", 1))).otherwiseEmpty().await(5, SECONDS);
      JsonObject line = log.next();
      assertEquals("score.add", line.getString("route"));
      assertEquals(new JsonObject().put("left", 1), line.getJsonArray("args").getJsonObject(0));
      assertTrue(line.getLong("timeUsed") >= 0, line::encode);
      assertNull(line.getValue("msg"));
    }
  }

  @Test
  void eachCallHasAStartOfItsOwn(Vertx vertx) throws Exception {
    start(vertx, app -> app.rpcFilter(Filters.rpcLog()).rpcBefore(call ->
      call.method().equals("slow") ? vertx.timer(400, MILLISECONDS).mapEmpty()
        : Future.succeededFuture()));
    try (var log = new LogLines("pomelo.rpc-log")) {
      Future<Object> slow = cluster.call("chat-1", app ->
        app.rpcInvoke("chat-1", "score", "slow", new JsonObject())).otherwiseEmpty();
      vertx.timer(200, MILLISECONDS).await(5, SECONDS);
      cluster.call("chat-1", app -> app.rpcInvoke("chat-1", "score", "add", new JsonObject()))
        .otherwiseEmpty().await(5, SECONDS);
      slow.await(5, SECONDS);
      assertEquals("score.add", log.next().getString("route"));
      long used = log.next().getLong("timeUsed");
      assertTrue(used >= 390, "milliseconds: " + used);
    }
  }
}
