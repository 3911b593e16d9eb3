package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.impl.ConfigFile.Stamp;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at files from time to time and reads those again that have changed (H38). A look blocks,
 * so it is taken off the event loop, one at a time. Confined to the server's context once that
 * runs.
 */
final class ConfigWatch implements Component {

  private static final Logger LOG = System.getLogger("pomelo.config");

  private final ApplicationImpl app;
  private final List<Watched> files = new ArrayList<>();
  private final List<Handler<String>> handlers = new ArrayList<>();
  private boolean running;
  private long timer = -1;

  ConfigWatch(ApplicationImpl app) {
    this.app = app;
  }

  void listen(Handler<String> handler) {
    handlers.add(handler);
  }

  /** Watches a file, in place of the one that was watched for the setting before. */
  void add(String key, ConfigFile file, Look seen) {
    files.removeIf(other -> other.key.equals(key));
    files.add(new Watched(key, file, seen));
    schedule();
  }

  @Override
  public String name() {
    return "__config__";
  }

  @Override
  public Future<?> deploy(Context context) {
    return Future.succeededFuture();
  }

  @Override
  public Future<?> afterStart() {
    running = true;
    schedule();
    return Future.succeededFuture();
  }

  @Override
  public Future<?> undeploy(Context context) {
    running = false;
    app.vertx().cancelTimer(timer);
    return Future.succeededFuture();
  }

  private void schedule() {
    if (running && timer < 0 && !files.isEmpty()) {
      timer = app.vertx().setTimer(app.options().getConfigWatchInterval(), id -> lookAtAll());
    }
  }

  private void lookAtAll() {
    var current = List.copyOf(files);
    app.vertx().executeBlocking(() -> current.stream().map(Watched::again).toList(), false)
      .onComplete(looks -> {
        if (!running) {
          return;
        }
        if (looks.failed()) {
          LOG.log(Level.ERROR, "[" + app.getServerId() + "] watched files were not looked at",
            looks.cause());
        }
        for (int i = 0; looks.succeeded() && i < current.size(); i++) {
          if (files.contains(current.get(i))) {
            update(current.get(i), looks.result().get(i));
          }
        }
        timer = -1;
        schedule();
      });
  }

  private void update(Watched watched, Look look) {
    if (look.stamp.equals(watched.seen.stamp)) {
      return;
    }
    JsonObject old = watched.seen.value;
    watched.seen = new Look(look.stamp, look.value == null ? old : look.value, null);
    if (look.failure != null) {
      LOG.log(Level.WARNING, "[{0}] setting {1} stays as it was: {2}", app.getServerId(),
        watched.key, look.failure.getMessage());
    } else if (!look.value.equals(old)) {
      app.set(watched.key, look.value.copy());
      LOG.log(Level.INFO, "[{0}] setting {1} read again from {2}", app.getServerId(), watched.key,
        look.stamp.file());
      for (Handler<String> handler : List.copyOf(handlers)) {
        announce(handler, watched.key);
      }
    }
  }

  private void announce(Handler<String> handler, String key) {
    try {
      handler.handle(key);
    } catch (Throwable thrown) {
      LOG.log(Level.ERROR, "[" + app.getServerId() + "] a handler of reloaded settings failed for "
        + key, thrown);
    }
  }

  /**
   * Reads a file for the first time.
   *
   * @throws IllegalArgumentException see {@link ConfigFile#read()}
   */
  static Look look(ConfigFile file) {
    // The stamp comes first: a change in between is then read once more instead of never.
    Stamp stamp = file.stamp();
    return new Look(stamp, file.read(), null);
  }

  /** A file as it was found: its content, or why it has none. */
  record Look(Stamp stamp, JsonObject value, RuntimeException failure) {
  }

  /** A file behind a setting, and what was seen of it last. */
  private static final class Watched {

    private final String key;
    private final ConfigFile file;
    private Look seen;

    Watched(String key, ConfigFile file, Look seen) {
      this.key = key;
      this.file = file;
      // A copy to compare with: the game may change its setting.
      this.seen = new Look(seen.stamp, seen.value.copy(), null);
    }

    Look again() {
      Stamp stamp = file.stamp();
      if (stamp.equals(seen.stamp)) {
        return seen;
      }
      try {
        return look(file);
      } catch (RuntimeException e) {
        return new Look(stamp, null, e);
      }
    }
  }
}
