package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pomelo.Application;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client whose requests do not end cannot fill the memory with them. */
@ExtendWith(VertxExtension.class)
class OpenRequestsTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  private static final JsonObject REFUSED = new JsonObject().put("code", 500);
  private static final int BYTES = 60_000;
  private static final int FIT = 8 * 1024 * 1024 / BYTES;

  private final Promise<JsonObject> held = Promise.promise();

  private void setup(Application app) {
    for (String type : List.of("connector", "chat")) {
      app.handler(type + ".h.hold", request -> held.future())
        .handler(type + ".h.quick", request -> Future.succeededFuture());
    }
  }

  @Test
  void bodiesOfOpenRequestsAreBoundedForEachSession(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, SERVERS, this::setup).await(10, SECONDS);
    for (String type : List.of("connector", "chat")) {
      var client = cluster.client("connector-1").await(5, SECONDS);
      var other = cluster.client("connector-1").await(5, SECONDS);
      var body = new JsonObject().put("fill", "x".repeat(BYTES - 11)); // {"fill":""} around it
      List<Future<JsonObject>> open = new ArrayList<>();
      for (int i = 0; i < FIT; i++) {
        open.add(client.request(type + ".h.hold", body));
      }
      assertEquals(REFUSED, client.request(type + ".h.hold", body).await(5, SECONDS), type);
      assertEquals(new JsonObject(),
        other.request(type + ".h.quick", body).await(5, SECONDS), type);
      for (Future<JsonObject> request : open) {
        assertFalse(request.isComplete(), type);
      }
      client.close().await(5, SECONDS);
    }
    held.complete(new JsonObject());
  }
}
