package io.pomelo.filter.impl;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.filter.impl.TaskQueue.Task;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TaskQueueTest {

  private static final long LONG = 60_000;

  private final List<String> seen = new ArrayList<>();

  /** Runs a test on a context. */
  private void run(Vertx vertx, Function<TaskQueue, Future<?>> test) throws Exception {
    Promise<Object> done = Promise.promise();
    vertx.runOnContext(v -> {
      var deadlines = new Deadlines(vertx);
      var queue = new TaskQueue(deadlines, () -> seen.add("idle"));
      Future.succeededFuture().compose(w -> test.apply(queue)).onComplete(result -> {
        deadlines.close();
        done.handle(result.mapEmpty());
      });
    });
    done.future().await(10, SECONDS);
  }

  private Task task(TaskQueue queue, String name, long timeout) {
    Task task = queue.add(timeout, () -> seen.add(name + " late"));
    task.turn().onComplete(turn -> seen.add(name + (turn.succeeded() ? "" : " dropped")));
    return task;
  }

  private static Future<Void> tick() {
    Promise<Void> promise = Promise.promise();
    Vertx.currentContext().runOnContext(promise::complete);
    return promise.future();
  }

  @Test
  void tasksRunOneAtATimeInOrder(Vertx vertx) throws Exception {
    run(vertx, queue -> {
      Task a = task(queue, "a", LONG);
      Task b = task(queue, "b", LONG);
      Task c = task(queue, "c", LONG);
      assertEquals(List.of("a"), seen);
      assertTrue(a.done());
      assertEquals(List.of("a"), seen); // what a leads to comes first
      assertFalse(a.done());
      return tick().compose(v -> {
        assertEquals(List.of("a", "b"), seen);
        assertTrue(b.done());
        return tick();
      }).onSuccess(v -> {
        assertTrue(c.done());
        assertEquals(List.of("a", "b", "c", "idle"), seen);
      });
    });
  }

  @Test
  void aTaskThatIsNotDoneInItsTimeLosesItsTurnOnce(Vertx vertx) throws Exception {
    run(vertx, queue -> {
      Task a = task(queue, "a", 1);
      Task b = task(queue, "b", LONG);
      return b.turn().onSuccess(v -> {
        assertEquals(List.of("a", "a late", "b"), seen);
        assertTrue(a.isLate());
        assertFalse(a.done());
        assertFalse(b.isLate());
        assertTrue(b.done());
      });
    });
    assertEquals(List.of("a", "a late", "b", "idle"), seen);
  }

  @Test
  void aTaskMayEndBeforeItsTurn(Vertx vertx) throws Exception {
    run(vertx, queue -> {
      Task a = task(queue, "a", LONG);
      Task b = task(queue, "b", LONG);
      Task c = task(queue, "c", LONG);
      assertFalse(b.done());
      a.done();
      assertTrue(c.done()); // its turn, but not started yet
      return tick();
    });
    assertEquals(List.of("a", "b dropped", "c dropped", "idle"), seen);
  }

  @Test
  void aClosedQueueFinishesWhatItHasAndTakesNoMore(Vertx vertx) throws Exception {
    run(vertx, queue -> {
      Task a = task(queue, "a", LONG);
      task(queue, "b", LONG);
      queue.close(false);
      task(queue, "c", LONG);
      a.done();
      return tick();
    });
    assertEquals(List.of("a", "c dropped", "b"), seen);
  }

  @Test
  void aQueueClosedByForceDropsWhatWaits(Vertx vertx) throws Exception {
    run(vertx, queue -> {
      Task a = task(queue, "a", LONG);
      task(queue, "b", LONG);
      queue.close(true);
      assertTrue(a.done());
      return tick();
    });
    assertEquals(List.of("a", "b dropped", "idle"), seen);
  }
}
