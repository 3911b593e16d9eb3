package examples.guide;

import io.pomelo.Application;
import io.pomelo.PomeloVerticle;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

// tag::game[]
/** The smallest game: one route. */
public final class FirstGame extends PomeloVerticle {

  public static void main(String[] args) {
    PomeloVerticle.run(FirstGame::new, args);
  }

  @Override
  protected void setup(Application app) {
    app.handler("connector.entry.hello", request -> Future.succeededFuture(
      new JsonObject().put("text", "hello " + request.json().getString("name"))));
  }
}
// end::game[]
