package io.pomelo.filter.impl;

import io.pomelo.time.Deadlines;
import io.pomelo.time.Deadlines.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Tasks that run one after another: each from its turn until it is done or its time is up (pomelo
 * {@code seq-queue}). The first starts at once; the next one starts after the current turn of the
 * event loop, so that what ends the one before it, its answer above all, comes first.
 *
 * <p>Confined to the server's context.
 */
final class TaskQueue {

  private final Deadlines deadlines;
  private final Runnable idle;
  private final Queue<Task> waiting = new ArrayDeque<>(2);
  private Task current;
  private boolean closed;

  /** A queue; {@code idle} runs whenever its last task has ended. */
  TaskQueue(Deadlines deadlines, Runnable idle) {
    this.deadlines = deadlines;
    this.idle = idle;
  }

  /** Adds a task; its turn fails when the queue is closed. */
  Task add(long timeoutMillis, Runnable timedOut) {
    var task = new Task(timeoutMillis, timedOut);
    if (closed) {
      task.turn.fail("the queue is closed");
    } else if (current == null) {
      current = task;
      task.start();
    } else {
      waiting.add(task);
    }
    return task;
  }

  /** Takes no more tasks; with force those that wait fail, else they still have their turn. */
  void close(boolean force) {
    closed = true;
    if (force) {
      var dropped = List.copyOf(waiting);
      waiting.clear(); // first: those who hear of it may look here
      dropped.forEach(task -> task.turn.tryFail("the queue is closed"));
    }
  }

  private void next() {
    Task task = waiting.poll();
    current = task;
    if (task == null) {
      idle.run();
    } else {
      Vertx.currentContext().runOnContext(v -> {
        if (current == task) {
          task.start();
        }
      });
    }
  }

  /** A task and its turn. */
  final class Task {

    private final Promise<Void> turn = Promise.promise();
    private final long timeout;
    private final Runnable timedOut;
    private Deadline deadline;
    private boolean late;

    private Task(long timeout, Runnable timedOut) {
      this.timeout = timeout;
      this.timedOut = timedOut;
    }

    private void start() {
      deadline = deadlines.after(timeout, () -> {
        late = true;
        timedOut.run();
        next();
      });
      turn.tryComplete();
    }

    /** Succeeds when the task may run. */
    Future<Void> turn() {
      return turn.future();
    }

    /** Ends the task, which may still wait; false when it was not its turn (any more). */
    boolean done() {
      turn.tryFail("ended before its turn");
      if (this != current) {
        waiting.remove(this);
        return false;
      }
      if (deadline != null) {
        deadline.cancel();
      }
      next();
      return true;
    }

    /** Whether its time was up before it was done. */
    boolean isLate() {
      return late;
    }
  }
}
