package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A planned stop loses nothing that was accepted (promise P5). */
@ExtendWith(VertxExtension.class)
class DrainTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}, {"id": "chat-2"}]}""");

  private final Promise<String> slow = Promise.promise();
  private final Promise<Void> asked = Promise.promise();

  private void setup(Application app) {
    app.handler("chat.h.echo", request -> Future.succeededFuture(request.msg()))
      .remote("chat", Slow.class, a -> text -> {
        asked.tryComplete();
        return slow.future();
      })
      .handler("connector.h.slow", request ->
        app.rpcTo("chat-1", Slow.class).say("x").map(said -> new JsonObject().put("said", said)));
  }

  @Test
  void aTypedCallInProgressGetsItsAnswer(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS),
      this::setup).await(20, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    Future<JsonObject> answer = client.request("connector.h.slow", new JsonObject());
    asked.future().await(5, SECONDS);
    Future<Void> stopped = cluster.stop("chat-1");
    vertx.setTimer(300, id -> slow.complete("late"));
    assertEquals("late", answer.await(5, SECONDS).getString("said"));
    stopped.await(5, SECONDS);
  }

  @Test
  void aCallOfTheServerThatStopsFailsAtOnce(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS),
      this::setup).await(20, SECONDS);
    Future<String> call = cluster.call("connector-1", app ->
      app.rpcTo("chat-1", Slow.class).say("x"));
    asked.future().await(5, SECONDS);
    cluster.stop("connector-1").await(5, SECONDS);
    var failure = assertThrows(ExecutionException.class,
      () -> call.toCompletionStage().toCompletableFuture().get(3, SECONDS));
    assertEquals(Links.PEER_LEFT, ((LinkException) failure.getCause()).failureCode());
    slow.complete("too late");
  }

  @Test
  void requestsOnTheirWayWhenTheirServerBeginsToStopAreAnswered(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS),
      this::setup).await(20, SECONDS);
    var clients = new ArrayList<TestClient>();
    for (int i = 0; i < 20; i++) {
      clients.add(cluster.client("connector-1").await(5, SECONDS));
    }
    List<Future<JsonObject>> answers = new ArrayList<>();
    Future<Void> stopped = null;
    for (int round = 0; round < 400; round++) {
      for (var client : clients) {
        answers.add(client.request("chat.h.echo", new JsonObject().put("x", round)));
      }
      if (round == 100) {
        stopped = cluster.stop("chat-1");
      }
      if (round % 10 == 0) {
        Future.join(answers).await(10, SECONDS);
      }
    }
    Future.join(answers).await(10, SECONDS);
    stopped.await(10, SECONDS);
    for (Future<JsonObject> answer : answers) {
      assertFalse(answer.result().containsKey("code"), () -> answer.result().encode());
    }
  }
}
