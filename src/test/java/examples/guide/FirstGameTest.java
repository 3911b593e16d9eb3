package examples.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// tag::test[]
@ExtendWith(VertxExtension.class)
class FirstGameTest {

  @Test
  void itGreetsByName(Vertx vertx) throws Exception {
    var servers = new JsonObject("""
      {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 3010}]}""");
    var cluster = TestCluster.start(vertx, new FirstGame(),
      new JsonObject().put("servers", servers)).await(20, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    assertEquals(new JsonObject().put("text", "hello ann"),
      client.request("connector.entry.hello", new JsonObject().put("name", "ann"))
        .await(5, SECONDS));
  }
}
// end::test[]
