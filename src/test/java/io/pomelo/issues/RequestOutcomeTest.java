package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.RequestException;
import io.pomelo.connector.ConnectorOptions;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests whose user code does the wrong thing still get their one outcome (promise P1). */
@ExtendWith(VertxExtension.class)
class RequestOutcomeTest {

  private static final JsonObject CODE_500 = new JsonObject().put("code", 500);

  private TestCluster cluster;
  private TestClient client;

  /** What JSON does not know, although Jackson can write it. */
  record Move(int x) {
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, new ApplicationOptions()
      .setServers(new JsonObject("""
        {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
         "chat": [{"id": "chat-1"}], "lost": [{"id": "lost-1"}]}"""))
      .setRequestTimeout(300), this::setup).await(20, SECONDS);
    client = cluster.client("connector-1").await(5, SECONDS);
  }

  private void setup(Application app) {
    app.set("connectorConfig", new ConnectorOptions().setMaxErrors(5))
      .route("lost", question -> Promise.<String>promise().future())
      .globalBefore(request -> {
        if ("value".equals(request.json().getString("do"))) {
          request.session().set("bad", new Object());
        }
        if ("body".equals(request.json().getString("do"))) {
          request.json().put("bad", new Object());
        }
        return "hang".equals(request.json().getString("do"))
          ? Promise.<Void>promise().future() : Future.succeededFuture();
      })
      .after(request -> "after".equals(request.json().getString("do"))
        ? Future.failedFuture("after") : Future.succeededFuture());
    for (String type : List.of("connector", "chat", "lost")) {
      app.handler(type + ".h.echo", request -> Future.succeededFuture(request.msg()))
        .handler(type + ".h.record", request -> Future.succeededFuture(
          new JsonObject().put("move", new Move(1))))
        .handler(type + ".h.refuse", request -> Future.failedFuture(
          new RequestException(9, "log", new JsonObject().put("move", new Move(1)))));
    }
  }

  private JsonObject ask(String route, String what) throws Exception {
    return client.request(route, new JsonObject().put("do", what)).await(3, SECONDS);
  }

  @Test
  void aGlobalFilterThatNeverEndsEndsAtTheDeadline() throws Exception {
    assertEquals(CODE_500, ask("connector.h.echo", "hang"));
    assertEquals(CODE_500, ask("chat.h.echo", "hang"));
    assertEquals("on", ask("connector.h.echo", "on").getString("do"));
  }

  @Test
  void aRouteFunctionThatNeverEndsEndsAtTheDeadline() throws Exception {
    assertEquals(CODE_500, ask("lost.h.echo", "route"));
    assertEquals("on", ask("connector.h.echo", "on").getString("do"));
  }

  @Test
  void requestsBehindOneThatHangsEndAtTheirOwnDeadline() throws Exception {
    long start = System.nanoTime();
    var all = Future.join(IntStream.range(0, 8)
      .mapToObj(i -> client.request("connector.h.echo", new JsonObject().put("do", "hang")))
      .toList());
    all.await(5, SECONDS);
    assertTrue(System.nanoTime() - start < SECONDS.toNanos(1), "eight deadlines one after another");
  }

  @Test
  void whatCannotBeSentToTheHandlersServerIsAFailure() throws Exception {
    assertEquals(CODE_500, ask("chat.h.echo", "value"));
    assertEquals(CODE_500, ask("chat.h.echo", "body"));
  }

  @Test
  void anAnswerOrARefusalMayHoldRecords() throws Exception {
    var move = new JsonObject().put("x", 1);
    for (String type : List.of("connector", "chat")) {
      assertEquals(new JsonObject().put("move", move), ask(type + ".h.record", ""));
      assertEquals(new JsonObject().put("move", move).put("code", 500),
        ask(type + ".h.record", "after"));
      assertEquals(new JsonObject().put("move", move).put("code", 9), ask(type + ".h.refuse", ""));
    }
  }

  @Test
  void routesOfATypeThatDoesNotExistCountAgainstTheClient() throws Exception {
    for (int i = 0; i < 6; i++) {
      client.request("nobody" + i + ".h.echo", new JsonObject());
    }
    assertEquals("errors", client.kicked().await(3, SECONDS));
  }
}
