package io.pomelo.filter.impl;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * By how much the event loop of a server lags: a timer that is always due soon, and how late it
 * runs. A stall is seen even before that timer gets its turn, as it is overdue by then.
 *
 * <p>Confined to the server's context; its timer ends with the server.
 */
public final class LoopLag {

  private static final long INTERVAL_MILLIS = 100;

  private final Vertx vertx;
  private long due;
  private long measured;

  private LoopLag(Vertx vertx) {
    this.vertx = vertx;
    next();
  }

  /**
   * The one of a server.
   *
   * @param context the server's, on which this is called
   * @return it measures from the first call on
   */
  public static LoopLag of(Context context) {
    LoopLag known = context.get(LoopLag.class);
    if (known == null) {
      known = new LoopLag(context.owner());
      context.put(LoopLag.class, known);
    }
    return known;
  }

  /**
   * The lag.
   *
   * @return milliseconds, at least 0
   */
  public long millis() {
    return Math.max(measured, overdue());
  }

  private long overdue() {
    return Math.max(0, (System.nanoTime() - due) / 1_000_000);
  }

  private void next() {
    due = System.nanoTime() + INTERVAL_MILLIS * 1_000_000;
    vertx.setTimer(INTERVAL_MILLIS, id -> {
      measured = Math.max(overdue(), measured / 2);
      next();
    });
  }
}
