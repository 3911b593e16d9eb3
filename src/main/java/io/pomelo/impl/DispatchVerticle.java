package io.pomelo.impl;

import io.pomelo.Component;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes requests while the server runs, and lets those in progress end when it stops (pomelo
 * {@code lib/components/server.js}).
 */
final class DispatchVerticle implements Component {

  /** How long a peer is waited for that gives no sign of itself, in milliseconds. */
  private static final long SIGN_TIMEOUT = 1_000;
  private static final byte[] NOTHING = {};

  private final Links links;
  private final Forwarder forwarder;
  private final Requests requests;
  private final Supplier<Set<String>> members;

  DispatchVerticle(Links links, Forwarder forwarder, Requests requests,
    Supplier<Set<String>> members) {
    this.links = links;
    this.forwarder = forwarder;
    this.requests = requests;
    this.members = members;
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

  /**
   * Takes what peers had sent before they saw this server stop, refuses the rest, and waits until
   * the last answer has arrived: whoever asked would count it as lost once this server has left.
   */
  @Override
  public Future<?> undeploy(Context context) {
    return arrived().compose(v -> requests.drain()).compose(v -> arrived());
  }

  /** Links keep the order, so a peer's answer comes behind everything that was under way. */
  private Future<Void> arrived() {
    return Future.all(members.get().stream().map(id ->
      links.request(id, LinkOp.HELLO, NOTHING, SIGN_TIMEOUT).otherwiseEmpty()).toList())
      .mapEmpty();
  }
}
