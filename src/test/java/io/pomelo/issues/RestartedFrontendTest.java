package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions are numbered anew by a frontend that comes back; those of its last run are others. */
@ExtendWith(VertxExtension.class)
class RestartedFrontendTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  private final Promise<Void> reached = Promise.promise();
  private final Promise<Void> held = Promise.promise();

  private void setup(Application app) {
    app.handler("chat.h.echo", request -> Future.succeededFuture(request.msg()));
    app.configure("all", "chat", chat -> chat.before(request -> {
      if (!request.json().containsKey("hold")) {
        return Future.succeededFuture();
      }
      reached.tryComplete();
      return held.future();
    }));
  }

  @Test
  void aFilterThatHoldsAPastSessionDoesNotHoldTheOneThatHasItsNumberNow(Vertx vertx)
    throws Exception {
    var options = new ApplicationOptions().setServers(SERVERS).setCluster("restarted")
      .setStopTimeout(300);
    var cluster = TestCluster.start(vertx, options, this::setup).await(10, SECONDS);
    cluster.client("connector-1").await(5, SECONDS)
      .notify("chat.h.echo", new JsonObject().put("hold", true));
    reached.future().await(5, SECONDS);
    cluster.app("connector-1").stop(true).await(5, SECONDS);

    var again = Pomelo.createApp(vertx,
      new ApplicationOptions(options).setServerId("connector-1"));
    setup(again);
    again.start().await(5, SECONDS);
    var client = TestClient.connect(vertx, new PomeloClientOptions().setHost("127.0.0.1")
      .setPort(again.getCurServer().getClientPort())).await(5, SECONDS);
    var body = new JsonObject().put("n", 1);
    assertEquals(body, client.request("chat.h.echo", body).await(2, SECONDS));
    held.complete();
  }
}
