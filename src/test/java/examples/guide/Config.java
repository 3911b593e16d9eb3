package examples.guide;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** Configuration. */
final class Config {

  private Config() {
  }

  static void setup(Application app) {
    // tag::load[]
    app.loadConfigBaseApp("items", "conf/items.json", true);
    app.configReloaded(key -> app.set("itemCount", app.<JsonObject>get(key).size()));
    // end::load[]
    // tag::configure[]
    app.configure("production|staging", "chat", chat -> chat.set("history", 200));
    // end::configure[]
  }

  // tag::embed[]
  static Future<Application> embed(Vertx vertx, String base) {
    return Pomelo.load(vertx, new ApplicationOptions().setBase(base).setServerId("connector-1"))
      .map(options -> Pomelo.createApp(vertx, options))
      .compose(app -> {
        app.handler("connector.entry.hello", request -> Future.succeededFuture("hello"));
        return app.start().map(app);
      });
  }
  // end::embed[]
}
