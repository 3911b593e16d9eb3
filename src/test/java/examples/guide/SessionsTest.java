package examples.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chapter on sessions says its code does. */
@ExtendWith(VertxExtension.class)
class SessionsTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0}],
     "area": [{"id": "area-1"}]}""");

  private static void login(TestClient client) throws Exception {
    assertEquals(new JsonObject("{\"code\":200}"), client.request("connector.entry.login",
      new JsonObject().put("uid", "ann")).await(5, SECONDS));
  }

  @Test
  void aUserIsAloneAndCanBeKickedFromAnywhere(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, SERVERS, app -> new Sessions().setup(app))
      .await(20, SECONDS);
    var first = cluster.client("connector-1").await(5, SECONDS);
    login(first);
    assertEquals(2, first.request("area.player.levelUp", new JsonObject()).await(5, SECONDS)
      .getInteger("level"));
    assertEquals(3, first.request("area.player.levelUp", new JsonObject()).await(5, SECONDS)
      .getInteger("level"));
    var second = cluster.client("connector-2").await(5, SECONDS);
    login(second);
    first.kicked().await(5, SECONDS);
    assertEquals(2, cluster.call("area-1", app -> Sessions.kickEverywhere(app, "ann"))
      .await(5, SECONDS));
    assertEquals("banned", second.kicked().await(5, SECONDS));
  }
}
