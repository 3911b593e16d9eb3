package io.pomelo.impl;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Waits that end with the server at the latest: its timers never fire once it is stopped, and
 * nobody is to wait for ever. Confined to the server's context.
 */
final class Pauses {

  private final Vertx vertx;
  private final Set<Promise<Void>> waiting = new LinkedHashSet<>();
  private boolean closed;

  Pauses(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Succeeds after that many milliseconds; fails when the server stops. */
  Future<Void> pause(long millis) {
    if (closed) {
      return Future.failedFuture(stopped());
    }
    Promise<Void> pause = Promise.promise();
    waiting.add(pause);
    vertx.setTimer(millis, id -> {
      waiting.remove(pause);
      pause.tryComplete();
    });
    return pause.future();
  }

  /** Ends all waits. */
  void close() {
    closed = true;
    var ending = List.copyOf(waiting);
    waiting.clear();
    ending.forEach(pause -> pause.tryFail(stopped()));
  }

  private static IllegalStateException stopped() {
    return new IllegalStateException("the server has stopped (expected: a running one)");
  }
}
