package io.pomelo.filter.impl;

import io.pomelo.RequestException;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Refuses calls while the event loop of the caller lags. Immutable. */
public final class RpcTooBusyFilter implements RpcFilter {

  private final long maxLag;

  /**
   * A filter.
   *
   * @param maxLagMillis what is still accepted, in milliseconds
   */
  public RpcTooBusyFilter(long maxLagMillis) {
    this.maxLag = Limits.positive("maxLag", maxLagMillis);
  }

  @Override
  public Future<Void> before(RpcMessage call) {
    long lag = LoopLag.of(Vertx.currentContext()).millis();
    return lag > maxLag
      ? LinkException.fail(RequestException.DEFAULT_CODE, call.service() + '.' + call.method()
        + " to " + call.serverId() + ": too busy now, lag of " + lag + " ms (expected: at most "
        + maxLag + " ms)")
      : Future.succeededFuture();
  }
}
