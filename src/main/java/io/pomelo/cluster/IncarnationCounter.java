package io.pomelo.cluster;

import io.vertx.core.shareddata.Shareable;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the runs of all servers on one Vert.x. Thread safe. */
final class IncarnationCounter implements Shareable {

  private final AtomicLong last = new AtomicLong();

  /** A number greater than all before. */
  long next() {
    return last.incrementAndGet();
  }
}
