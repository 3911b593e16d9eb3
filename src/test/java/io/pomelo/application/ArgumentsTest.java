package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.Application;
import io.pomelo.PomeloVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What the {@code main} of a game makes of its arguments. */
class ArgumentsTest {

  /** Starts nothing, only looks at its configuration. */
  private static final class Looking extends PomeloVerticle {

    private final Promise<JsonObject> seen = Promise.promise();
    private final Promise<Void> running = Promise.promise();

    @Override
    protected void setup(Application app) {
      throw new AssertionError("started " + app.getServerId());
    }

    @Override
    public Future<?> start() {
      seen.complete(config());
      return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
      return Future.succeededFuture();
    }

    @Override
    protected String describe() {
      running.complete();
      return "looking";
    }

    private Future<Void> end() {
      return vertx.close();
    }
  }

  @Test
  void wholeNumbersBecomeNumbersAndEverythingElseStaysText() throws Exception {
    var game = new Looking();
    PomeloVerticle.run(() -> game, "portShift=4200", "cluster=", "a=1.5", "host=127.0.0.1",
      "frontend=true", "x=y=z", "env=production");
    var expected = new JsonObject().put("portShift", 4200).put("cluster", "").put("a", "1.5")
      .put("host", "127.0.0.1").put("frontend", "true").put("x", "y=z").put("env", "production");
    assertEquals(expected, game.seen.future().await(5, SECONDS));
    // A game that ends before it runs did not start, and ends its process, which is this one.
    game.running.future().await(5, SECONDS);
    game.end().await(5, SECONDS);
  }
}
