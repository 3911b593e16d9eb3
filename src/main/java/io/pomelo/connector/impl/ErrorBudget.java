package io.pomelo.connector.impl;

/**
 * The faults of one client within a window (decision D15). The window starts with a fault and all
 * faults are forgotten when it ends. Confined to the server's context.
 */
final class ErrorBudget {

  private final int max;
  private final long windowNanos;
  private long start;
  private int faults;

  ErrorBudget(int max, long windowMillis) {
    this.max = max;
    this.windowNanos = windowMillis * 1_000_000;
  }

  /**
   * Counts a fault.
   *
   * @return whether there are more than allowed now
   */
  boolean mark() {
    var now = System.nanoTime();
    if (faults == 0 || now - start > windowNanos) {
      start = now;
      faults = 0;
    }
    return ++faults > max;
  }
}
