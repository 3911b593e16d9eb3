package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.Lifecycle;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Calls what a game does around the start and the stop of its server, and tells when the whole
 * cluster is there. Confined to the server's context.
 */
final class Lifecycles {

  private static final Logger LOG = System.getLogger("pomelo.application");

  private final Application app;
  private final Listeners listeners;
  private final List<Lifecycle> lifecycles = new ArrayList<>();
  private final Set<String> running = new HashSet<>();
  private Function<Application, Future<Void>> stopHook;
  private UserCalls calls;
  private boolean begun;
  private boolean ending;
  private boolean started;
  private boolean allStarted;

  Lifecycles(Application app, Listeners listeners) {
    this.app = app;
    this.listeners = listeners;
  }

  void add(String serverType, Lifecycle lifecycle) {
    Objects.requireNonNull(lifecycle, "lifecycle");
    if (Settings.matches(serverType, app.getServerType())) {
      lifecycles.add(lifecycle);
    }
  }

  void beforeStop(Function<Application, Future<Void>> hook) {
    LOG.log(Level.WARNING, "[{0}] beforeStopHook is deprecated (expected: a lifecycle with "
      + "beforeShutdown)", app.getServerId());
    stopHook = Objects.requireNonNull(hook, "hook");
  }

  Future<Void> beforeStartup(UserCalls calls) {
    this.calls = calls;
    return each("beforeStartup", part -> part.beforeStartup(app))
      .onSuccess(v -> begun = true);
  }

  Future<Void> afterStartup() {
    return each("afterStartup", part -> part.afterStartup(app));
  }

  /** The start is done. */
  void started() {
    started = true;
    listeners.startServer();
    checkAll();
  }

  /** Takes over a view of the membership. */
  void view(List<ServerInfo> servers) {
    running.clear();
    servers.stream().filter(server -> !server.isStopping()).map(ServerInfo::getId)
      .forEach(running::add);
    checkAll();
  }

  /** Membership decides, not a count of starts, which a restart would confuse (H30). */
  private void checkAll() {
    if (!started || allStarted || !running.containsAll(app.getServersFromConfig().keySet())) {
      return;
    }
    allStarted = true;
    for (Lifecycle lifecycle : List.copyOf(lifecycles)) {
      calls.<Lifecycle, Void>call("afterStartAll", part -> part.afterStartAll(app), lifecycle)
        .onFailure(failure -> failed("afterStartAll", failure));
    }
    listeners.startAll();
  }

  /** What comes before a stop, the last lifecycle first; succeeds in any case. */
  Future<Void> beforeShutdown() {
    ending = true;
    if (!begun) {
      return Future.succeededFuture();
    }
    if (lifecycles.isEmpty()) {
      return stopHook == null ? Future.succeededFuture()
        : calls.<Application, Void>call("beforeStopHook", stopHook, app)
          .recover(failure -> failed("beforeStopHook", failure));
    }
    if (stopHook != null) {
      LOG.log(Level.WARNING, "[{0}] beforeStopHook ignored: the server has a lifecycle (expected: "
        + "one of them)", app.getServerId());
    }
    var parts = new ArrayList<>(lifecycles);
    Collections.reverse(parts);
    Future<Void> done = Future.succeededFuture();
    for (Lifecycle lifecycle : parts) {
      done = done.compose(v -> calls.<Lifecycle, Void>call("beforeShutdown",
        part -> part.beforeShutdown(app), lifecycle))
        .recover(failure -> failed("beforeShutdown", failure));
    }
    return done;
  }

  private Future<Void> failed(String what, Throwable failure) {
    LOG.log(Level.ERROR, "[" + app.getServerId() + "] " + what + " failed", failure);
    return Future.succeededFuture();
  }

  private Future<Void> each(String what, Function<Lifecycle, Future<Void>> call) {
    Future<Void> done = Future.succeededFuture();
    for (Lifecycle part : List.copyOf(lifecycles)) {
      done = done.compose(v -> ending ? Future.failedFuture(what + " of a server that stops")
        : calls.call(what, call, part));
    }
    return done;
  }
}
