package io.pomelo.impl;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests a server has accepted and not yet ended: bounded for each session, and awaited when
 * the server stops (promise P5). Confined to the server's context.
 */
final class Requests {

  /** How many requests of one session may be open at a time; more are refused with code 500. */
  static final int MAX_OPEN = 1_000;

  private final Map<Object, Integer> open = new HashMap<>();
  private Promise<Void> drained;

  /** Accepts a request, unless the session has too many open. */
  boolean begin(Object session) {
    int count = open.getOrDefault(session, 0);
    if (count >= MAX_OPEN) {
      return false;
    }
    open.put(session, count + 1);
    return true;
  }

  void end(Object session) {
    open.computeIfPresent(session, (key, count) -> count == 1 ? null : count - 1);
    if (drained != null && open.isEmpty()) {
      drained.tryComplete();
    }
  }

  /**
   * Succeeds when none is open. A frontend refuses its clients from now on; what another frontend
   * sent before it learned of the stop is still taken, as that one has accepted it.
   */
  Future<Void> drain() {
    if (drained == null) {
      drained = Promise.promise();
      if (open.isEmpty()) {
        drained.complete();
      }
    }
    return drained.future();
  }

  /** Whether the server stops. */
  boolean isDraining() {
    return drained != null;
  }

  /** How many sessions have requests open. */
  int size() {
    return open.size();
  }
}
