package io.pomelo.filter.impl;

import io.pomelo.Filter;
import io.pomelo.Request;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs how long each request took. Keeps nothing itself. */
public final class TimeFilter implements Filter {

  private static final Logger LOG = System.getLogger("pomelo.con-log");

  private final String slot = "pomelo.time@" + Integer.toHexString(System.identityHashCode(this));

  @Override
  public Future<Void> before(Request request) {
    request.put(slot, new Stopwatch());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> after(Request request) {
    Stopwatch watch = request.get(slot);
    if (watch != null) {
      LOG.log(Level.INFO, () -> watch.line(request.route(), request.msg()));
    }
    return Future.succeededFuture();
  }
}
