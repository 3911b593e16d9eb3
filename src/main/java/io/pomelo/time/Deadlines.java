package io.pomelo.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The deadlines of one server on one coarse wheel: setting and cancelling one costs a few field
 * writes, whatever their number, and an idle server has no timer at all. A deadline fires on the
 * server's context, never early and at most about two {@link #TICK_MILLIS ticks} late.
 *
 * <p>Confined to the context it is created on.
 */
public final class Deadlines {

  /** Length of a tick, in milliseconds. */
  public static final long TICK_MILLIS = 50;

  /*
   * Hashed timing wheel: the deadline that is n ticks away waits in slot (now + n) mod SLOTS, as
   * the number of the tick at which it is due. A tick walks one slot and fires what is due; the
   * rest of that slot is for later turns of the wheel. Slots are doubly linked rings with a head of
   * their own, so a cancel unlinks without a search.
   */
  private static final int SLOTS = 512; // one turn is 25.6 s

  private static final long MAX_MILLIS = Long.MAX_VALUE / 4; // no sum overflows

  private static final Logger LOG = System.getLogger("pomelo.time");

  private final Vertx vertx;
  private final Context context;
  private final Deadline[] slots = new Deadline[SLOTS];
  private final Deadline due = new Deadline(null, 0); // those of the tick that is being walked
  private final long start = System.nanoTime();
  private long walked;
  private int count;
  private long timer = -1;

  /**
   * Deadlines on the current context.
   *
   * @param vertx the instance the server runs on
   */
  public Deadlines(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Deadline(null, 0);
    }
  }

  /**
   * Sets a deadline.
   *
   * @param millis from now; less than 0 is 0
   * @param action runs once on the server's context, unless cancelled before
   * @return the deadline, to cancel it
   */
  public Deadline after(long millis, Runnable action) {
    if (count == 0) {
      walked = ticks();
    }
    long wait = Math.max(0, Math.min(millis, MAX_MILLIS));
    long end = (System.nanoTime() - start) / 1_000_000 + wait;
    Deadline deadline = new Deadline(action, Math.max(walked, end / TICK_MILLIS) + 1);
    deadline.owner = this;
    deadline.linkBefore(slots[(int) (deadline.tick % SLOTS)]);
    count++;
    if (timer < 0) {
      // A timer fires on a duplicate of the context, what it sets off shall find the server's own.
      timer = vertx.setPeriodic(TICK_MILLIS, id -> context.runOnContext(v -> tick()));
    }
    return deadline;
  }

  /**
   * How many deadlines are set and neither fired nor cancelled.
   *
   * @return the count
   */
  public int size() {
    return count;
  }

  /** Cancels all deadlines and the timer. */
  public void close() {
    cancelAll(due);
    for (Deadline head : slots) {
      cancelAll(head);
    }
  }

  private static void cancelAll(Deadline head) {
    while (head.next != head) {
      head.next.cancel();
    }
  }

  private long ticks() {
    return (System.nanoTime() - start) / (TICK_MILLIS * 1_000_000);
  }

  private void tick() {
    long now = ticks();
    while (walked < now && count > 0) {
      walked++;
      walk(slots[(int) (walked % SLOTS)], walked);
    }
  }

  private void walk(Deadline head, long tick) {
    for (Deadline at = head.next; at != head;) {
      Deadline next = at.next;
      if (at.tick <= tick) {
        at.unlink();
        at.linkBefore(due);
      }
      at = next;
    }
    while (due.next != due) {
      Deadline first = due.next;
      first.cancel();
      try {
        first.action.run();
      } catch (Throwable e) { // also an Error: its neighbours are due no less
        LOG.log(Level.ERROR, "a deadline's action failed", e);
      }
    }
  }

  private void left() {
    if (--count == 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  /** A deadline that was set. */
  public static final class Deadline {

    private final Runnable action;
    private final long tick;
    private Deadlines owner;
    private Deadline previous = this;
    private Deadline next = this;

    private Deadline(Runnable action, long tick) {
      this.action = action;
      this.tick = tick;
    }

    private void linkBefore(Deadline head) {
      previous = head.previous;
      next = head;
      previous.next = this;
      head.previous = this;
    }

    private void unlink() {
      previous.next = next;
      next.previous = previous;
    }

    /** Cancels it; without effect once it fired or was cancelled. */
    public void cancel() {
      if (owner == null) {
        return;
      }
      unlink();
      Deadlines wheel = owner;
      owner = null;
      wheel.left();
    }
  }
}
