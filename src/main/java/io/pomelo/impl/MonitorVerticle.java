package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.cluster.Membership;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.IntSupplier;

/**
 * Publishes this server to the cluster once all of it is there, and tells it before anything of it
 * stops: from then on nothing new comes, what was accepted is still answered (promise P5). pomelo
 * {@code lib/components/monitor.js}.
 */
final class MonitorVerticle implements Component {

  private final Membership membership;
  private final ServerInfo self;
  private final IntSupplier clientPort;
  private boolean joined;

  MonitorVerticle(Membership membership, ServerInfo self, IntSupplier clientPort) {
    this.membership = membership;
    this.self = self;
    this.clientPort = clientPort;
  }

  @Override
  public String name() {
    return "__monitor__";
  }

  @Override
  public Future<?> deploy(Context context) {
    return Future.succeededFuture();
  }

  @Override
  public Future<?> afterStart() {
    if (self.isFrontend()) {
      self.setClientPort(clientPort.getAsInt());
    }
    joined = true;
    return membership.join(self);
  }

  @Override
  public Future<?> undeploy(Context context) {
    return joined ? membership.join(self.setStopping(true)) : Future.succeededFuture();
  }
}
