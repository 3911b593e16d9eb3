package io.pomelo.impl;

import io.pomelo.Component;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;

/**
 * The crons of a server: those of {@code crons.json} are read at the start and scheduled when all
 * of the server is there; they are the first to end at the stop, which then waits for runs in
 * progress as it does for requests. Part of pomelo {@code lib/components/server.js}.
 */
final class CronVerticle implements Component {

  private final ApplicationImpl app;
  private final CronScheduler scheduler;

  CronVerticle(ApplicationImpl app, UserCalls users, Requests requests) {
    this.app = app;
    scheduler = new CronScheduler(app.getServerId(), Clock.systemDefaultZone(),
      timers(app.vertx()), users, requests, entry -> app.cronActions().get(app, entry));
  }

  private static CronScheduler.Timers timers(Vertx vertx) {
    return new CronScheduler.Timers() {

      @Override
      public long set(long millis, Runnable action) {
        return vertx.setTimer(millis, id -> action.run());
      }

      @Override
      public void cancel(long timer) {
        vertx.cancelTimer(timer);
      }
    };
  }

  @Override
  public String name() {
    return "__cron__";
  }

  @Override
  public Future<?> deploy(Context context) {
    scheduler.add(CronEntry.ofType(app.options().getCrons(), app.options().getEnv(),
      app.getServerType()));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> afterStart() {
    scheduler.start();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> undeploy(Context context) {
    scheduler.stop();
    return Future.succeededFuture();
  }

  /** See {@link io.pomelo.Application#addCrons}. */
  Future<Void> add(JsonArray crons) {
    scheduler.add(CronEntry.list("crons", crons, CronTime.STANDARD));
    app.listeners().addCrons(crons);
    return Future.succeededFuture();
  }

  /** See {@link io.pomelo.Application#removeCrons}. */
  Future<Void> remove(JsonArray crons) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < crons.size(); i++) {
      Object cron = crons.getValue(i);
      ids.add(CronEntry.id("crons[" + i + "]", cron instanceof JsonObject entry
        ? entry.getValue("id") : cron));
    }
    scheduler.remove(ids);
    app.listeners().removeCrons(crons);
    return Future.succeededFuture();
  }
}
