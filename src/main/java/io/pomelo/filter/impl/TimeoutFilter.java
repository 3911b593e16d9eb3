package io.pomelo.filter.impl;

import io.pomelo.Filter;
import io.pomelo.Request;
import io.vertx.core.Future;

/** Gives each request a deadline. Immutable. */
public final class TimeoutFilter implements Filter {

  private final long millis;

  /**
   * A filter.
   *
   * @param millis how long a request may take, in milliseconds
   */
  public TimeoutFilter(long millis) {
    this.millis = Limits.positive("timeout", millis);
  }

  @Override
  public Future<Void> before(Request request) {
    request.timeout(millis);
    return Future.succeededFuture();
  }
}
