package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.cluster.Membership;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * The life of one server on its own context: its components start one after another and stop in
 * reverse (decision D11). Confined to that context.
 */
final class ServerVerticle implements Deployable {

  private static final Logger LOG = System.getLogger("pomelo.server");

  private final ApplicationImpl app;
  private final ServerInfo self;
  private final Membership membership;
  private final List<Component> components = new ArrayList<>();
  private final Deque<Component> started = new ArrayDeque<>();
  private final Promise<Void> running = Promise.promise();
  private final Promise<Void> hurry = Promise.promise();
  private Context context;
  private UserCalls calls;
  private DefaultComponents parts;
  private Promise<Void> stopped;
  private Throwable startFailure;

  ServerVerticle(ApplicationImpl app, ServerInfo self, Membership membership) {
    this.app = app;
    this.self = self;
    this.membership = membership;
  }

  @Override
  public Future<?> deploy(Context context) {
    this.context = context;
    this.calls = new UserCalls(context);
    calls.call("the configuration", ConfigLoader::pending, app.config())
      .compose(v -> membership.nextIncarnation())
      .compose(incarnation -> {
        self.setIncarnation(incarnation);
        parts = new DefaultComponents(app, self, membership);
        app.running(context, parts);
        return app.lifecycles().beforeStartup(calls);
      })
      .compose(v -> {
        if (stopped != null) {
          return Future.failedFuture(stoppedWhileStarting());
        }
        app.seal();
        components.addAll(app.loaded().values());
        components.addAll(parts.assemble(context));
        return each(component -> {
          started.push(component);
          return component.deploy(context);
        });
      })
      .compose(v -> each(Component::afterStart))
      .compose(v -> app.lifecycles().afterStartup())
      .compose(v -> stopped == null ? Future.succeededFuture()
        : Future.failedFuture(stoppedWhileStarting()))
      .onSuccess(v -> {
        LOG.log(Level.INFO, "[{0}] started as {1}", self.getId(), self);
        app.lifecycles().started();
        running.tryComplete();
      })
      .onFailure(failure -> {
        startFailure = failure;
        shutDown(false);
      });
    return running.future();
  }

  /** Vert.x undeploys servers of one game all at once; the application knows who comes first. */
  @Override
  public Future<?> undeploy(Context context) {
    return stopped != null ? stopped.future() : app.retire();
  }

  /** Stops the components; a second stop joins the first, and hurries it when it is forced. */
  Future<Void> shutDown(boolean force) {
    if (stopped != null) {
      if (force) {
        hurry.tryComplete();
      }
      return stopped.future();
    }
    stopped = Promise.promise();
    long wait = force ? 0 : app.options().getStopTimeout();
    long timer = wait == 0 ? -1 : context.owner().setTimer(wait, id -> timedOut());
    if (wait == 0) {
      hurry.tryComplete();
    }
    unlessHurried(app.lifecycles().beforeShutdown()).transform(v -> stop()).onComplete(v -> {
      context.owner().cancelTimer(timer);
      if (parts != null) {
        parts.rpc.close();
        parts.deadlines.close();
      }
      app.pauses().close();
      LOG.log(Level.INFO, "[{0}] stopped", self.getId());
      stopped.complete();
      // Of no effect after a start; during one, a component may never come to its end.
      running.tryFail(startFailure != null ? startFailure : stoppedWhileStarting());
    });
    return stopped.future();
  }

  private IllegalStateException stoppedWhileStarting() {
    return new IllegalStateException("[" + self.getId()
      + "] stopped while it started (expected: a stop after the start)");
  }

  private void timedOut() {
    LOG.log(Level.WARNING, "[{0}] not stopped after {1} ms, goes on without waiting", self.getId(),
      app.options().getStopTimeout());
    hurry.tryComplete();
  }

  /** Each component is told, and waited for until the time is up. */
  private Future<Void> stop() {
    if (started.isEmpty()) {
      return Future.succeededFuture();
    }
    Component component = started.pop();
    Future<?> told = calls.call(component.name(), part -> part.undeploy(context), component)
      .onFailure(failure -> LOG.log(Level.ERROR, "[" + self.getId() + "] " + component.name()
        + " did not stop", failure));
    return unlessHurried(told).transform(v -> stop());
  }

  /** Waits for an end, which a failure is too, or until there is no more time to wait. */
  private Future<?> unlessHurried(Future<?> end) {
    return Future.any(end.otherwiseEmpty(), hurry.future());
  }

  private Future<Void> each(Function<Component, Future<?>> call) {
    return each(0, call);
  }

  private Future<Void> each(int from, Function<Component, Future<?>> call) {
    if (stopped != null) {
      return Future.failedFuture(stoppedWhileStarting());
    }
    if (from == components.size()) {
      return Future.succeededFuture();
    }
    Component component = components.get(from);
    return calls.call(component.name(), call, component).compose(v -> each(from + 1, call));
  }
}
