package io.pomelo.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Schedules by a clock that is turned by hand. */
class CronSchedulerTest {

  private final Time time = new Time("2026-03-10T10:00:00Z");
  private final Requests open = new Requests();
  private final List<String> runs = new ArrayList<>();
  private Supplier<Future<?>> action = Future::succeededFuture;
  // Without a context everything happens on this thread.
  private final CronScheduler crons = new CronScheduler("chat-1", time, time, new UserCalls(null),
    open, entry -> {
      if (entry.action().equals("c.unknown")) {
        throw new IllegalArgumentException("unknown");
      }
      return data -> {
        runs.add(entry.id() + "@" + time.now.toString().substring(11, 19));
        return action.get();
      };
    });

  @Test
  void nothingRunsBeforeTheStartNorAfterTheStop() {
    add(cron("a", "*/30 * * * *"));
    time.pass(Duration.ofHours(1));
    assertEquals(List.of(), runs);

    crons.start();
    time.pass(Duration.ofHours(1));
    crons.stop();
    time.pass(Duration.ofHours(1));

    assertEquals(List.of("a@11:30:00", "a@12:00:00"), runs);
    assertEquals(Map.of(), time.set);
  }

  @Test
  void aWaitOfMonthsIsMadeOfShortOnesAndEndsOnTime() {
    crons.start();
    add(cron("year", "0 0 1 1 *"));

    time.pass(Duration.ofDays(300));

    assertEquals(List.of("year@00:00:00"), runs);
    assertTrue(time.longest <= CronScheduler.MAX_WAIT, "waited " + time.longest);
    assertTrue(time.timers < 300 * 25, "timers " + time.timers);
  }

  @Test
  void aFailingActionIsCalledAgain() {
    crons.start();
    add(cron("a", "* * * * *"));

    action = () -> {
      throw new IllegalStateException("thrown on purpose");
    };
    time.pass(Duration.ofMinutes(1));
    action = () -> Future.failedFuture("failed on purpose");
    time.pass(Duration.ofMinutes(1));
    action = () -> null;
    time.pass(Duration.ofMinutes(1));

    assertEquals(List.of("a@10:01:00", "a@10:02:00", "a@10:03:00"), runs);
  }

  @Test
  void aCronDoesNotOverlapWithItself() {
    Promise<Void> slow = Promise.promise();
    action = slow::future;
    crons.start();
    add(cron("a", "* * * * *"), cron("b", "* * * * *"));
    time.pass(Duration.ofMinutes(3));
    assertEquals(List.of("a@10:01:00", "b@10:01:00"), runs);

    slow.complete();
    time.pass(Duration.ofMinutes(1));

    assertEquals(List.of("a@10:01:00", "b@10:01:00", "a@10:04:00", "b@10:04:00"), runs);
  }

  @Test
  void runsThatWereMissedAreLeftOut() {
    crons.start();
    add(cron("a", "* * * * *"), cron("b", "0 11 * * *"));

    time.sleep(Duration.ofMinutes(200).plusSeconds(30));
    assertEquals(List.of(), runs);
    time.pass(Duration.ofMinutes(1));

    assertEquals(List.of("a@13:21:00"), runs);
  }

  @Test
  void aRunThatIsALittleLateIsNotMissed() {
    crons.start();
    add(cron("a", "0 11 * * *"));

    time.sleep(Duration.ofMinutes(60).plusSeconds(20));

    assertEquals(List.of("a@11:00:20"), runs);
  }

  @Test
  void aClockThatIsSetBackRepeatsNothing() {
    crons.start();
    add(cron("a", "0 11 * * *"));
    time.pass(Duration.ofMinutes(60));

    time.now = time.now.minusSeconds(1_800);
    time.pass(Duration.ofHours(2));

    assertEquals(List.of("a@11:00:00"), runs);
  }

  @Test
  void whatIsRemovedDoesNotRunAndMayComeBack() {
    crons.start();
    add(cron("a", "* * * * *"), cron(7, "* * * * *"));

    crons.remove(List.of("a", "unknown", "7"));
    time.pass(Duration.ofMinutes(1));
    assertEquals(List.of(), runs);
    add(cron("a", "* * * * *"));
    time.pass(Duration.ofMinutes(1));

    assertEquals(List.of("a@10:02:00"), runs);
  }

  @Test
  void anActionMayRemoveItsOwnCron() {
    crons.start();
    add(cron("once", "* * * * *"));
    action = () -> {
      crons.remove(List.of("once"));
      return Future.succeededFuture();
    };

    time.pass(Duration.ofMinutes(3));

    assertEquals(List.of("once@10:01:00"), runs);
    assertEquals(Map.of(), time.set);
  }

  @Test
  void addingTwiceIsOneCronAndAnotherUnderTheIdIsRefused() {
    crons.start();
    add(cron("a", "* * * * *"));
    add(cron("a", "* * * * *"), cron("a", "* * * * *"));

    var refused = assertThrows(IllegalArgumentException.class,
      () -> add(cron("new", "* * * * *"), cron("a", "*/2 * * * *")));
    assertThrows(IllegalArgumentException.class,
      () -> add(cron("new", "* * * * *"), cron("b", "* * * * *").put("action", "c.unknown")));
    time.pass(Duration.ofMinutes(2));

    assertTrue(refused.getMessage().contains("cron \"a\""), refused.getMessage());
    assertEquals(List.of("a@10:01:00", "a@10:02:00"), runs);
  }

  @Test
  void aCronForAnotherServerIsNotRunHere() {
    crons.start();
    add(cron("here", "* * * * *").put("serverId", "chat-1"),
      cron("there", "* * * * *").put("serverId", "chat-2"));

    time.pass(Duration.ofMinutes(1));

    assertEquals(List.of("here@10:01:00"), runs);
  }

  @Test
  void theStopWaitsForRunsInProgress() {
    Promise<Void> slow = Promise.promise();
    action = slow::future;
    crons.start();
    add(cron("a", "* * * * *"));
    time.pass(Duration.ofMinutes(1));

    crons.stop();
    Future<Void> drained = open.drain();
    assertEquals(false, drained.isComplete());
    slow.complete();

    assertTrue(drained.succeeded());
  }

  private void add(JsonObject... entries) {
    crons.add(CronEntry.list("crons", new JsonArray(List.of(entries)), CronTime.STANDARD));
  }

  private static JsonObject cron(Object id, String time) {
    return new JsonObject().put("id", id).put("time", time).put("action", "c.run");
  }

  /** A clock and its timers, which fire when the clock is turned. */
  private static final class Time extends Clock implements CronScheduler.Timers {

    private final Map<Long, Timer> set = new HashMap<>();
    private Instant now;
    private long timers;
    private long longest;

    Time(String now) {
      this.now = Instant.parse(now);
    }

    void pass(Duration duration) {
      Instant end = now.plus(duration);
      for (Map.Entry<Long, Timer> next = next(end); next != null; next = next(end)) {
        now = next.getValue().at.isAfter(now) ? next.getValue().at : now;
        set.remove(next.getKey());
        next.getValue().action.run();
      }
      now = end;
    }

    /** The machine sleeps, and its timers fire when it wakes up. */
    void sleep(Duration duration) {
      now = now.plus(duration);
      pass(Duration.ZERO);
    }

    private Map.Entry<Long, Timer> next(Instant end) {
      return set.entrySet().stream().filter(timer -> !timer.getValue().at.isAfter(end))
        .min(Map.Entry.<Long, Timer>comparingByValue(
          (one, other) -> one.at.compareTo(other.at)).thenComparing(Map.Entry.comparingByKey()))
        .orElse(null);
    }

    @Override
    public long set(long millis, Runnable action) {
      longest = Math.max(longest, millis);
      set.put(++timers, new Timer(now.plusMillis(millis), action));
      return timers;
    }

    @Override
    public void cancel(long timer) {
      set.remove(timer);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
      return now;
    }

    private record Timer(Instant at, Runnable action) {
    }
  }
}
