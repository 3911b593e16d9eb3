package io.pomelo.filter.impl;

import io.pomelo.Filter;
import io.pomelo.Request;
import io.pomelo.RequestException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.serviceproxy.ServiceException;

/** Refuses requests while the event loop lags. Immutable. */
public final class TooBusyFilter implements Filter {

  private final long maxLag;

  /**
   * A filter.
   *
   * @param maxLagMillis what is still accepted, in milliseconds
   */
  public TooBusyFilter(long maxLagMillis) {
    this.maxLag = Limits.positive("maxLag", maxLagMillis);
  }

  @Override
  public Future<Void> before(Request request) {
    return LoopLag.of(Vertx.currentContext()).millis() > maxLag
      ? ServiceException.fail(RequestException.DEFAULT_CODE, "Server toobusy!")
      : Future.succeededFuture();
  }
}
