package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.cluster.Membership;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * Watches the membership for the other components, and leaves it when they have stopped; only the
 * links start before it and stop after it.
 */
final class ClusterVerticle implements Component {

  private final Membership membership;
  private final ServerInfo self;
  private final ClusterView view;
  private final Arrivals arrivals;
  private Membership.Watch watch;

  ClusterVerticle(Membership membership, ServerInfo self, ClusterView view, Arrivals arrivals) {
    this.arrivals = arrivals;
    this.membership = membership;
    this.self = self;
    this.view = view;
  }

  @Override
  public String name() {
    return "__cluster__";
  }

  @Override
  public Future<?> deploy(Context context) {
    return membership.watch(view::update).onSuccess(running -> watch = running);
  }

  /** Leaves when the last answers have arrived: who waits for one would count it as lost. */
  @Override
  public Future<?> undeploy(Context context) {
    if (watch == null) {
      return Future.succeededFuture();
    }
    return arrivals.await().eventually(() -> {
      watch.close();
      return membership.leave(self);
    });
  }
}
