package io.pomelo.connector.impl;

import io.pomelo.connector.Client;
import io.pomelo.connector.PushKind;
import io.pomelo.connector.PushRequest;
import io.pomelo.connector.PushScheduler;
import io.pomelo.connector.PushSchedulerOptions;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The push schedulers of a frontend and the choice between them (pomelo
 * {@code components/pushScheduler}). Only those that may be chosen are made. When a client changes
 * from one to another, the first is flushed, which keeps the order of its packages. Confined to the
 * server's context.
 */
final class PushSchedulers {

  private static final Logger LOG = System.getLogger("pomelo.connector");

  private final String serverId;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<PushKind, Lane> byKind = new EnumMap<>(PushKind.class);
  private final Function<PushRequest, String> selector;
  /** Who got the last package of a client; empty with one scheduler, which has nobody to follow. */
  private final Map<Client, Lane> last = new IdentityHashMap<>();

  PushSchedulers(String serverId, PushSchedulerOptions options, Vertx vertx) {
    this.serverId = serverId;
    this.selector = options.getSelector();
    var factories = new HashMap<String, Supplier<? extends PushScheduler>>(options.factories());
    factories.put(PushSchedulerOptions.DIRECT, DirectScheduler::new);
    factories.put(PushSchedulerOptions.BUFFER,
      () -> new BufferScheduler(vertx, options.getFlushInterval()));
    for (PushKind kind : PushKind.values()) {
      byKind.put(kind, lane(options.getScheduler(kind), factories));
    }
    if (selector != null) {
      factories.keySet().forEach(name -> lane(name, factories));
    }
  }

  private Lane lane(String name, Map<String, Supplier<? extends PushScheduler>> factories) {
    var factory = factories.get(name);
    if (factory == null) {
      throw new IllegalArgumentException("push scheduler: " + name + " (expected: one of "
        + new TreeSet<>(factories.keySet()) + ")");
    }
    return lanes.computeIfAbsent(name, key -> new Lane(name, factory.get()));
  }

  /** The scheduler for one message. */
  PushScheduler of(PushRequest message) {
    if (selector == null) {
      return byKind.get(message.kind());
    }
    Lane chosen = null;
    try {
      String name = selector.apply(message);
      chosen = lanes.get(name);
      if (chosen == null && name != null) {
        LOG.log(Level.ERROR, "[{0}] push scheduler for {1}: {2} (expected: one of {3})", serverId,
          message.route(), name, new TreeSet<>(lanes.keySet()));
      }
    } catch (Throwable e) { // Kotlin throws what Java would have to declare
      LOG.log(Level.ERROR, "[" + serverId + "] the selector of push schedulers failed for "
        + message.route(), e);
    }
    return chosen != null ? chosen : byKind.get(message.kind());
  }

  /** Writes all that is held for a client. */
  void flush(Client client) {
    each(scheduler -> scheduler.flush(client));
  }

  /** Forgets a client. */
  void closed(Client client) {
    last.remove(client);
    each(scheduler -> scheduler.closed(client));
  }

  void close() {
    each(PushScheduler::close);
  }

  private void each(Consumer<PushScheduler> action) {
    lanes.values().forEach(lane -> lane.guard(() -> action.accept(lane.scheduler)));
  }

  /** One scheduler in the company of others, and safe from what a game's own one may throw. */
  private final class Lane implements PushScheduler {

    private final String name;
    private final PushScheduler scheduler;

    private Lane(String name, PushScheduler scheduler) {
      this.name = name;
      this.scheduler = scheduler;
    }

    @Override
    public void schedule(Client client, byte[] packet) {
      if (!client.isWorking()) {
        return;
      }
      if (lanes.size() > 1) {
        Lane before = last.put(client, this);
        if (before != null && before != this) {
          before.flush(client);
          if (!client.isWorking()) { // it proved too slow for what it was sent just now
            return;
          }
        }
      }
      try {
        scheduler.schedule(client, packet);
      } catch (Throwable e) { // Kotlin throws what Java would have to declare
        failed(e);
      }
    }

    @Override
    public void flush(Client client) {
      guard(() -> scheduler.flush(client));
    }

    private void guard(Runnable call) {
      try {
        call.run();
      } catch (Throwable e) { // Kotlin throws what Java would have to declare
        failed(e);
      }
    }

    private void failed(Throwable e) {
      LOG.log(Level.ERROR, "[" + serverId + "] push scheduler " + name + " failed", e);
    }
  }
}
