package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * Takes requests while the server runs, and lets those in progress end when it stops (pomelo
 * {@code lib/components/server.js}).
 */
final class DispatchVerticle implements Component {

  private final Links links;
  private final Forwarder forwarder;
  private final Requests requests;
  private final Arrivals arrivals;

  DispatchVerticle(Links links, Forwarder forwarder, Requests requests, Arrivals arrivals) {
    this.links = links;
    this.forwarder = forwarder;
    this.requests = requests;
    this.arrivals = arrivals;
  }

  @Override
  public String name() {
    return "__server__";
  }

  @Override
  public Future<?> deploy(Context context) {
    links.handle(LinkOp.FORWARD, (from, frame) -> forwarder.serve(from, Payload.read(frame)));
    return Future.succeededFuture();
  }

  /** Takes what peers had sent before they saw this server stop, and lets it end. */
  @Override
  public Future<?> undeploy(Context context) {
    return arrivals.await().compose(v -> requests.drain());
  }
}
