package io.pomelo.impl;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Settings from files of the game. Used like the application: on the thread that configures it,
 * then on the server's context.
 */
final class ConfigLoader {

  private final ApplicationImpl app;
  private final ConfigWatch watch;
  private final List<Future<?>> asked = new ArrayList<>();

  ConfigLoader(ApplicationImpl app) {
    this.app = app;
    this.watch = new ConfigWatch(app);
  }

  /** The component that reads changed files again. */
  ConfigWatch watch() {
    return watch;
  }

  void listen(Handler<String> handler) {
    watch.listen(handler);
  }

  /** Succeeds when the files are read that were asked for before the start. */
  Future<Void> pending() {
    return Future.all(List.copyOf(asked)).mapEmpty();
  }

  Future<JsonObject> load(String key, String path) {
    if (!Path.of(path).isAbsolute()) {
      return refused(new IllegalArgumentException("path: \"" + path + "\" (expected: an absolute"
        + " path; loadConfigBaseApp() takes those below the base)"));
    }
    var file = ConfigFile.at(Path.of(path), app.options());
    return settle(file::read, value -> app.set(key, value));
  }

  Future<JsonObject> loadBaseApp(String key, String path, boolean reload) {
    if (path.isBlank() || Path.of(path).isAbsolute()) {
      return refused(new IllegalArgumentException("path: \"" + path + "\" (expected: a path below"
        + " the base; loadConfig() takes absolute ones)"));
    }
    var file = ConfigFile.ofGame(path, app.options());
    return settle(() -> ConfigWatch.look(file), look -> {
      app.set(key, look.value());
      if (reload) {
        watch.add(key, file, look);
      }
    }).map(look -> look.value());
  }

  /** Reads and keeps a file; before the start on the thread of the caller, which may be no loop. */
  private <T> Future<T> settle(Callable<T> read, Consumer<T> keep) {
    if (app.isRunning()) {
      return app.call(() -> kept(app.vertx().executeBlocking(read, false), keep));
    }
    Future<T> kept = kept(Vertx.currentContext() == null ? now(read)
      : app.vertx().executeBlocking(read, false), keep);
    asked.add(kept);
    return kept;
  }

  private static <T> Future<T> kept(Future<T> read, Consumer<T> keep) {
    return read.map(value -> {
      keep.accept(value);
      return value;
    });
  }

  private static <T> Future<T> now(Callable<T> read) {
    try {
      return Future.succeededFuture(read.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private <T> Future<T> refused(IllegalArgumentException failure) {
    Future<T> failed = Future.failedFuture(failure);
    if (!app.isRunning()) {
      asked.add(failed);
    }
    return failed;
  }
}
