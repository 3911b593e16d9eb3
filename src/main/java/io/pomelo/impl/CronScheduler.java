package io.pomelo.impl;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the crons of one server (pomelo-schedule {@code lib/schedule.js}). Unlike there a run that
 * was missed is left out, one cron never overlaps with itself, and waits of any length cost nothing
 * (H36). Confined to the server's context.
 */
final class CronScheduler {

  /** A run that would start later than this is left out, in milliseconds. */
  static final long MAX_LATE = 60_000;
  /** The longest wait at a time, in milliseconds: how soon a changed clock is noticed. */
  static final long MAX_WAIT = 3_600_000;

  private static final Logger LOG = System.getLogger("pomelo.cron");

  private final String serverId;
  private final Clock clock;
  private final Timers timers;
  private final UserCalls users;
  private final Requests open;
  private final Function<CronEntry, Function<JsonObject, Future<?>>> actions;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private boolean running;

  /** Nothing is scheduled before {@link #start()}; runs in progress count among {@code open}. */
  CronScheduler(String serverId, Clock clock, Timers timers, UserCalls users, Requests open,
    Function<CronEntry, Function<JsonObject, Future<?>>> actions) {
    this.serverId = serverId;
    this.clock = clock;
    this.timers = timers;
    this.users = users;
    this.open = open;
    this.actions = actions;
  }

  /**
   * Adds all of the crons that are meant for this server, or none (H37).
   *
   * @throws IllegalArgumentException when an id is taken by a cron of another content, or an action
   *     is not there
   */
  void add(List<CronEntry> entries) {
    var added = new LinkedHashMap<String, Job>();
    for (CronEntry entry : entries) {
      if (entry.serverId() != null && !entry.serverId().equals(serverId)) {
        continue;
      }
      Job known = added.getOrDefault(entry.id(), jobs.get(entry.id()));
      if (known == null) {
        added.put(entry.id(), new Job(entry, actions.apply(entry)));
      } else if (!known.entry.equals(entry)) {
        throw new IllegalArgumentException("cron \"" + entry.id() + "\": a second one, " + entry
          + " (expected: an id of its own; there is " + known.entry + ")");
      }
    }
    jobs.putAll(added);
    if (running) {
      added.values().forEach(this::plan);
    }
  }

  void remove(Collection<String> ids) {
    for (String id : ids) {
      Job job = jobs.remove(id);
      if (job == null) {
        LOG.log(Level.WARNING, "[{0}] cron {1} not removed: unknown (expected: one of {2})",
          serverId, id, jobs.keySet());
      } else {
        timers.cancel(job.timer);
      }
    }
  }

  /** Begins to schedule. */
  void start() {
    running = true;
    jobs.values().forEach(this::plan);
  }

  /** Ends all schedules; runs in progress go on. */
  void stop() {
    running = false;
    jobs.values().forEach(job -> timers.cancel(job.timer));
  }

  private void plan(Job job) {
    ZonedDateTime now = ZonedDateTime.now(clock);
    Optional<ZonedDateTime> next = job.entry.time().next(now);
    if (next.isEmpty()) {
      LOG.log(Level.ERROR, "[{0}] cron {1} ends: no time after {2} (expected: one that matches"
        + " {3})", serverId, job.entry.id(), now, job.entry.time());
      return;
    }
    job.due = next.get();
    await(job);
  }

  private void await(Job job) {
    // A timer may fire a little early by this clock; it is set again then.
    long millis = Math.max(1, ChronoUnit.MILLIS.between(ZonedDateTime.now(clock), job.due));
    job.timer = timers.set(Math.min(millis, MAX_WAIT), () -> reached(job));
  }

  private void reached(Job job) {
    ZonedDateTime now = ZonedDateTime.now(clock);
    if (now.isBefore(job.due)) {
      await(job);
      return;
    }
    long late = ChronoUnit.MILLIS.between(job.due, now);
    if (late > MAX_LATE) {
      LOG.log(Level.WARNING, "[{0}] cron {1} of {2} left out: {3} ms late (expected: {4} at most)",
        serverId, job.entry.id(), job.due, late, MAX_LATE);
    } else if (job.busy) {
      LOG.log(Level.WARNING, "[{0}] cron {1} of {2} left out: the run before goes on (expected: its"
        + " future to complete)", serverId, job.entry.id(), job.due);
    } else {
      run(job);
    }
    // The action may have removed its cron, or stopped the server.
    if (running && jobs.get(job.entry.id()) == job) {
      plan(job);
    }
  }

  private void run(Job job) {
    if (!open.begin(job, 0)) {
      return;
    }
    String id = job.entry.id();
    LOG.log(Level.DEBUG, "[{0}] cron {1} runs {2}", serverId, id, job.entry.action());
    job.busy = true;
    users.call("cron " + id, job.action, job.entry.data().copy()).onComplete(done -> {
      job.busy = false;
      open.end(job, 0);
      if (done.failed()) {
        LOG.log(Level.ERROR, "[" + serverId + "] cron " + id + ", action " + job.entry.action()
          + ", failed", done.cause());
      }
    });
  }

  /** Where waits come from. */
  interface Timers {

    /** Runs an action once on the server's context; answers what cancels it. */
    long set(long millis, Runnable action);

    /** Cancels it; without effect when it has run. */
    void cancel(long timer);
  }

  /** A cron with its state. */
  private static final class Job {

    private final CronEntry entry;
    private final Function<JsonObject, Future<?>> action;
    private ZonedDateTime due;
    private long timer = -1;
    private boolean busy;

    Job(CronEntry entry, Function<JsonObject, Future<?>> action) {
      this.entry = entry;
      this.action = action;
    }
  }
}
