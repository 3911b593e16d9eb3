package io.pomelo.connector.impl;

import io.pomelo.time.Deadlines;
import io.pomelo.time.Deadlines.Deadline;

/**
 * The heartbeats of one client (wire reference 4.1): the server sends one when the client starts to
 * work and answers each of the client's; it never sends one on its own. Any package counts as life
 * (decision D8), but costs no timer: the time of the last one is looked at when the timer fires.
 *
 * <p>The old Java client answers every heartbeat at once, which with a server that does the same is
 * a ping-pong at network speed (wire reference 10.2). So an answer that would follow the one before
 * within half an interval waits until then. Clients that keep the interval never notice.
 *
 * <p>Without an interval nothing is sent and nobody is dropped. Confined to the server's context.
 */
final class Heartbeat {

  private final Deadlines deadlines;
  private final long intervalMillis;
  private final long timeoutMillis;
  private final Runnable beat;
  private final Runnable expired;

  private long lastSeen;
  private long lastAnswer;
  private boolean answered;
  private Deadline timeout;
  private Deadline delayedAnswer;

  /**
   * Heartbeats that are not started yet.
   *
   * @param deadlines the server's
   * @param intervalMillis the announced interval, 0 for no heartbeats
   * @param timeoutMillis the longest silence
   * @param beat sends a heartbeat
   * @param expired called when the client was silent for too long
   */
  Heartbeat(Deadlines deadlines, long intervalMillis, long timeoutMillis, Runnable beat,
    Runnable expired) {
    this.deadlines = deadlines;
    this.intervalMillis = intervalMillis;
    this.timeoutMillis = timeoutMillis;
    this.beat = beat;
    this.expired = expired;
  }

  /** The client works from now on. */
  void start() {
    if (intervalMillis > 0) {
      lastSeen = System.nanoTime();
      timeout = deadlines.after(timeoutMillis, this::check);
      beat.run(); // last: it can end a client that is too slow, and that stops this
    }
  }

  /** A package came in, of whatever kind. */
  void alive() {
    if (timeout != null) {
      lastSeen = System.nanoTime();
    }
  }

  /** A heartbeat came in. */
  void received() {
    if (timeout == null || delayedAnswer != null) {
      return;
    }
    var wait = intervalMillis / 2 - millisSince(lastAnswer);
    if (answered && wait > 0) {
      delayedAnswer = deadlines.after(wait, this::answer);
    } else {
      answer();
    }
  }

  /** The client is gone. */
  void stop() {
    if (timeout != null) {
      timeout.cancel();
      timeout = null;
    }
    if (delayedAnswer != null) {
      delayedAnswer.cancel();
      delayedAnswer = null;
    }
  }

  private void answer() {
    delayedAnswer = null;
    answered = true;
    lastAnswer = System.nanoTime();
    beat.run();
  }

  private void check() {
    var left = timeoutMillis - millisSince(lastSeen);
    if (left > 0) {
      timeout = deadlines.after(left, this::check);
    } else {
      expired.run();
    }
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
