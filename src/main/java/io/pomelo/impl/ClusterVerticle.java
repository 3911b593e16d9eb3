package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.cluster.Membership;
import io.vertx.core.Context;
import io.vertx.core.Future;

/** Watches the membership for the other components; only the links start before it. */
final class ClusterVerticle implements Component {

  private final Membership membership;
  private final ClusterView view;
  private Membership.Watch watch;

  ClusterVerticle(Membership membership, ClusterView view) {
    this.membership = membership;
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

  @Override
  public Future<?> undeploy(Context context) {
    if (watch != null) {
      watch.close();
    }
    return Future.succeededFuture();
  }
}
