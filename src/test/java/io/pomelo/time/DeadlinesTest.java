package io.pomelo.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DeadlinesTest {

  private Context context;
  private Deadlines deadlines;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    context = vertx.getOrCreateContext();
    run(done -> {
      deadlines = new Deadlines(vertx);
      done.complete();
    });
  }

  @Test
  void noneFiresEarly() throws Exception {
    var early = new ArrayList<String>();
    run(done -> {
      var all = new ArrayList<Future<?>>();
      for (int millis = 0; millis < 200; millis++) {
        int wait = millis;
        Promise<Void> fired = Promise.promise();
        all.add(fired.future());
        long start = System.nanoTime();
        deadlines.after(wait, () -> {
          if (System.nanoTime() - start < wait * 1_000_000L) {
            early.add(wait + " after " + (System.nanoTime() - start));
          }
          fired.complete();
        });
      }
      Future.all(all).<Void>mapEmpty().onComplete(done);
    });
    assertEquals(List.of(), early);
    assertEquals(0, deadlines.size());
  }

  @Test
  void aCancelledOneDoesNotFire() throws Exception {
    var fired = new ArrayList<String>();
    run(done -> {
      Deadlines.Deadline cancelled = deadlines.after(10, () -> fired.add("cancelled"));
      deadlines.after(10, () -> fired.add("kept"));
      assertEquals(2, deadlines.size());
      cancelled.cancel();
      cancelled.cancel();
      assertEquals(1, deadlines.size());
      deadlines.after(150, done::complete);
    });
    assertEquals(List.of("kept"), fired);
  }

  @Test
  void manyOfOneTickFireInTheirOrder() throws Exception {
    var fired = new ArrayList<Integer>();
    var expected = new ArrayList<Integer>();
    run(done -> {
      for (int i = 0; i < 10_000; i++) {
        int number = i;
        expected.add(i);
        deadlines.after(20, () -> fired.add(number));
      }
      deadlines.after(200, done::complete);
    });
    assertEquals(expected, fired);
  }

  @Test
  void anActionThatThrowsStopsNoOther() throws Exception {
    var fired = new ArrayList<String>();
    run(done -> {
      deadlines.after(10, () -> {
        throw new IllegalStateException("thrown on purpose by a test");
      });
      deadlines.after(10, () -> {
        throw new AssertionError("thrown on purpose by a test");
      });
      deadlines.after(10, () -> fired.add("next"));
      deadlines.after(150, done::complete);
    });
    assertEquals(List.of("next"), fired);
  }

  @Test
  void anActionMayCancelItsNeighbours() throws Exception {
    var fired = new ArrayList<Integer>();
    run(done -> {
      var all = new ArrayList<Deadlines.Deadline>();
      for (int i = 0; i < 5; i++) {
        int number = i;
        all.add(deadlines.after(10, () -> {
          fired.add(number);
          all.get(1).cancel();
          all.get(4).cancel();
        }));
      }
      deadlines.after(150, done::complete);
    });
    assertEquals(List.of(0, 2, 3), fired);
    assertEquals(0, deadlines.size());
  }

  @Test
  void anActionMaySetAnother() throws Exception {
    run(done -> deadlines.after(0, () -> deadlines.after(0, () ->
      deadlines.after(60, done::complete))));
    assertEquals(0, deadlines.size());
  }

  @Test
  void closeCancelsAllAlsoFromWithinAnAction() throws Exception {
    var fired = new ArrayList<String>();
    run(done -> {
      deadlines.after(10, () -> {
        fired.add("first");
        deadlines.close();
        deadlines.after(150, done::complete);
      });
      deadlines.after(10, () -> fired.add("of the same tick"));
      deadlines.after(60, () -> fired.add("of a later one"));
    });
    assertEquals(List.of("first"), fired);
  }

  @Test
  void theFarthestDeadlineIsStillToCome() throws Exception {
    run(done -> {
      deadlines.after(Long.MAX_VALUE, () -> done.tryFail("fired"));
      deadlines.after(-5, () -> { });
      deadlines.after(150, done::tryComplete);
    });
    assertEquals(1, deadlines.size());
  }

  @Test
  void actionsRunOnTheContext() throws Exception {
    var threads = new HashSet<Thread>();
    run(done -> {
      threads.add(Thread.currentThread());
      context.put("which", this); // a timer runs on a duplicate, which shares this
      deadlines.after(1, () -> {
        threads.add(Thread.currentThread());
        if (Vertx.currentContext().get("which") == this) {
          done.complete();
        } else {
          done.fail("on " + Vertx.currentContext());
        }
      });
    });
    assertEquals(1, threads.size());
  }

  private void run(Consumer<Promise<Void>> action) throws Exception {
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> {
      try {
        action.accept(done);
      } catch (Throwable e) {
        done.tryFail(e);
      }
    });
    done.future().await(5, TimeUnit.SECONDS);
  }
}
