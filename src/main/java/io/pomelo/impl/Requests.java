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

  /** How many bytes of bodies they may have together; a single one may have more. */
  static final int MAX_OPEN_BYTES = 8 * 1024 * 1024;

  private final Map<Object, Open> open = new HashMap<>();
  private Promise<Void> drained;

  /** Accepts a request with a body of so many bytes, unless the session has too much open. */
  boolean begin(Object session, int bytes) {
    Open of = open.computeIfAbsent(session, key -> new Open());
    if (of.count > 0 && (of.count >= MAX_OPEN || of.bytes + bytes > MAX_OPEN_BYTES)) {
      return false;
    }
    of.count++;
    of.bytes += bytes;
    return true;
  }

  void end(Object session, int bytes) {
    Open of = open.get(session);
    of.bytes -= bytes;
    if (--of.count == 0) {
      open.remove(session);
    }
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

  /** What one session has open. */
  private static final class Open {
    private int count;
    private long bytes;
  }
}
