package examples.guide;

import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.Component;
import io.pomelo.Lifecycle;
import io.pomelo.Plugin;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Lifecycle, events, plugins, transactions, crons. */
final class Life {

  final List<String> seen = new ArrayList<>();

  // tag::lifecycle[]
  final class Doors implements Lifecycle {

    @Override
    public Future<Void> beforeStartup(Application app) {
      seen.add("before start");
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> beforeShutdown(Application app) {
      seen.add("before stop"); // still a member, still serving
      return Future.succeededFuture();
    }
  }
  // end::lifecycle[]

  // tag::component[]
  static final class Clock implements Component {

    private final Application app;
    private long timer;

    Clock(Application app) {
      this.app = app;
    }

    @Override
    public String name() {
      return "clock";
    }

    @Override
    public Future<?> deploy(Context context) {
      timer = app.vertx().setPeriodic(60_000, tick -> app.set("minutes",
        app.<Integer>get("minutes") + 1));
      app.set("minutes", 0);
      return Future.succeededFuture();
    }

    @Override
    public Future<?> undeploy(Context context) {
      app.vertx().cancelTimer(timer);
      return Future.succeededFuture();
    }
  }
  // end::component[]

  // tag::plugin[]
  static final class ClockPlugin implements Plugin {

    @Override
    public String name() {
      return "clock";
    }

    @Override
    public List<Component> components(Application app, JsonObject options) {
      return List.of(new Clock(app));
    }
  }
  // end::plugin[]

  // tag::cron[]
  public static final class NightCron {

    private final Life life;

    NightCron(Life life) {
      this.life = life;
    }

    public Future<Void> clean(JsonObject data) {
      life.seen.add("clean " + data.getString("what"));
      return Future.succeededFuture();
    }
  }
  // end::cron[]

  void setup(Application app) {
    // tag::register[]
    app.lifecycle("area", new Doors())
      .use(new ClockPlugin())
      .crons("nightCron", server -> new NightCron(this));
    // end::register[]
    // tag::listen[]
    app.listen(new ApplicationListener() {
      @Override
      public void removeServers(List<ServerInfo> servers) {
        servers.forEach(server -> seen.add(server.getId() + " is gone"));
      }
    });
    // end::listen[]
  }

  // tag::addCrons[]
  static Future<Void> everyNight(Application app) {
    return app.addCrons(new JsonArray().add(new JsonObject()
      .put("id", "clean").put("time", "30 4 * * *").put("action", "nightCron.clean")
      .put("data", new JsonObject().put("what", "rooms"))));
  }
  // end::addCrons[]

  // tag::transaction[]
  Future<Void> trade(Application app) {
    return app.transaction("trade")
      .condition("has gold", () -> Future.succeededFuture())
      .handler("take gold", () -> step("gold"))
      .handler("give sword", () -> step("sword"))
      .retry(3)
      .run();
  }
  // end::transaction[]

  private Future<Void> step(String name) {
    seen.add(name);
    boolean first = seen.indexOf("sword") == seen.size() - 1;
    return first ? Future.failedFuture("the shop is shut") : Future.succeededFuture();
  }
}
