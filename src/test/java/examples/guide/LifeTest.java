package examples.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chapter on the life of a server says its code does. */
@ExtendWith(VertxExtension.class)
class LifeTest {

  @Test
  void aServerLivesAsTheGuideSays(Vertx vertx) throws Exception {
    var life = new Life();
    var cluster = TestCluster.start(vertx, new JsonObject("{\"area\": [{\"id\": \"area-1\"}]}"),
      life::setup).await(20, SECONDS);
    assertInstanceOf(Life.Clock.class, cluster.app("area-1").component("clock"));
    // The sword is refused once only, so the second attempt ends it.
    cluster.call("area-1", life::trade).await(5, SECONDS);
    cluster.call("area-1", app -> Life.everyNight(app)
      .compose(added -> app.removeCrons(new JsonArray().add("clean")))).await(5, SECONDS);
    cluster.stop("area-1").await(5, SECONDS);
    assertEquals(List.of("before start", "gold", "sword", "gold", "sword", "before stop",
      "area-1 is gone"), life.seen);
  }
}
