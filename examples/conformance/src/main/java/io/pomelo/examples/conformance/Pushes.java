package io.pomelo.examples.conformance;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.function.IntFunction;

/**
 * A run of many pushes in order, some at a time: the next ones start when those before are queued
 * at their frontends, so that a long run does not exceed what may be in flight between two servers.
 */
final class Pushes {

  private static final int MAX_PUSHES = 64;
  private static final int MAX_BYTES = 256 * 1024;

  private final int count;
  private final int window;
  private final IntFunction<? extends Future<?>> push;

  /**
   * A run that has not started.
   *
   * @param count how many
   * @param size about how many bytes each has
   * @param push starts the push of that number, from 0
   */
  Pushes(int count, int size, IntFunction<? extends Future<?>> push) {
    this.count = count;
    this.window = Math.max(1, Math.min(MAX_PUSHES, MAX_BYTES / Math.max(1, size)));
    this.push = push;
  }

  /** Starts the run; succeeds when all are queued, fails with the first failure. */
  Future<Void> run() {
    return from(0);
  }

  private Future<Void> from(int first) {
    if (first >= count) {
      return Future.succeededFuture();
    }
    var started = new ArrayList<Future<?>>();
    for (int i = first; i < Math.min(count, first + window); i++) {
      started.add(push.apply(i));
    }
    return Future.all(started).compose(v -> from(first + started.size()));
  }
}
