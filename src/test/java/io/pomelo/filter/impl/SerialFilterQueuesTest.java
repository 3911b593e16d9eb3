package io.pomelo.filter.impl;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The serial filter keeps nothing of sessions that have no request (H20). */
@ExtendWith(VertxExtension.class)
class SerialFilterQueuesTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  private final Map<String, SerialFilter> filters = new ConcurrentHashMap<>();
  private final Promise<JsonObject> held = Promise.promise();
  private final Promise<Void> asked = Promise.promise();
  private TestCluster cluster;

  private int queues(String serverId) throws Exception {
    return cluster.call(serverId, app ->
      Future.succeededFuture(filters.get(serverId).size())).await(5, SECONDS);
  }

  @Test
  void aQueueIsThereWhileItsSessionHasARequest(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, app -> {
      var filter = new SerialFilter(60_000);
      filters.put(app.getServerId(), filter);
      app.filter(filter).handler("chat.h.hold", request -> {
        asked.complete();
        return held.future();
      }).handler("connector.h.now", request -> Future.succeededFuture());
    }).await(20, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    Future<JsonObject> answer = client.request("chat.h.hold", null);
    asked.future().await(5, SECONDS);
    assertEquals(1, queues("chat-1"));
    held.complete(new JsonObject());
    answer.await(5, SECONDS);
    assertEquals(0, queues("chat-1"));
    client.request("connector.h.now", null).await(5, SECONDS);
    assertEquals(0, queues("connector-1"));
  }
}
