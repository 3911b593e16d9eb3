package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.Application;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A future that has a context of its own calls back there even when it is complete already: what a
 * game keeps and hands out again must not carry the server to another thread.
 */
@ExtendWith(VertxExtension.class)
class ForeignFutureTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  private final Set<Context> seen = new HashSet<>();

  private Future<Void> elsewhere;
  private Future<String> chat;

  private Future<Void> note() {
    seen.add(Vertx.currentContext());
    return elsewhere;
  }

  private void setup(Application app) {
    app.configure("all", "connector", connector -> connector
      .globalBefore(request -> note())
      .globalAfter(request -> note())
      .before(request -> note())
      .after(request -> note())
      .route("chat", question -> chat)
      .handler("connector.h.kept", request -> note())
      .globalAfter(request -> note()))
      .handler("chat.h.kept", request -> elsewhere);
  }

  @Test
  void futuresOfAnotherContextThatAreCompleteStayOnTheServersContext(Vertx vertx)
    throws Exception {
    ContextInternal other = (ContextInternal) vertx.getOrCreateContext();
    Promise<Void> nothing = other.promise();
    nothing.complete();
    elsewhere = nothing.future();
    Promise<String> id = other.promise();
    id.complete("chat-1");
    chat = id.future();
    elsewhere.await(5, SECONDS);
    chat.await(5, SECONDS);

    var cluster = TestCluster.start(vertx, SERVERS, this::setup).await(20, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    for (String route : List.of("connector.h.kept", "chat.h.kept", "connector.h.kept")) {
      client.request(route, new JsonObject()).await(5, SECONDS);
    }
    cluster.stop().await(20, SECONDS);
    assertEquals(Set.of(cluster.app("connector-1").context()), seen);
  }
}
