package io.pomelo.impl;

import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells when everything that was under way between this server and its peers has arrived: links
 * keep the order, so a peer's answer to a last frame comes behind all of it. Confined to the
 * server's context.
 */
final class Arrivals {

  /** How long a peer is waited for that gives no sign of itself, in milliseconds. */
  private static final long SIGN_TIMEOUT = 1_000;
  private static final byte[] NOTHING = {};

  private final Links links;
  private final Supplier<Set<String>> members;

  Arrivals(Links links, Supplier<Set<String>> members) {
    this.links = links;
    this.members = members;
  }

  /** Succeeds when every member has answered or had its time. */
  Future<Void> await() {
    return Future.all(members.get().stream().map(id ->
      links.request(id, LinkOp.HELLO, NOTHING, SIGN_TIMEOUT).otherwiseEmpty()).toList())
      .mapEmpty();
  }
}
