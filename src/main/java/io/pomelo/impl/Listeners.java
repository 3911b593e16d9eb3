package io.pomelo.impl;

import io.pomelo.ApplicationListener;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.Registration;
import io.pomelo.session.Session;
import io.vertx.core.json.JsonArray;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Tells the listeners of a server in the order of their registration; what one throws is logged.
 * Confined to the server's context.
 */
final class Listeners {

  private static final Logger LOG = System.getLogger("pomelo.application");

  private final String serverId;
  private final List<Entry> entries = new ArrayList<>();

  Listeners(String serverId) {
    this.serverId = serverId;
  }

  Registration add(ApplicationListener listener) {
    var entry = new Entry(Objects.requireNonNull(listener, "listener"));
    entries.add(entry);
    return entry;
  }

  void addServers(List<ServerInfo> servers) {
    if (!servers.isEmpty()) {
      fire("addServers", listener -> listener.addServers(servers));
    }
  }

  void removeServers(List<ServerInfo> servers) {
    if (!servers.isEmpty()) {
      fire("removeServers", listener -> listener.removeServers(servers));
    }
  }

  void replaceServers(List<ServerInfo> servers) {
    fire("replaceServers", listener -> listener.replaceServers(servers));
  }

  void bindSession(Session session) {
    fire("bindSession", listener -> listener.bindSession(session));
  }

  void unbindSession(Session session) {
    fire("unbindSession", listener -> listener.unbindSession(session));
  }

  void closeSession(Session session) {
    fire("closeSession", listener -> listener.closeSession(session));
  }

  /** Each listener gets a copy, as JSON can be changed. */
  void addCrons(JsonArray crons) {
    fire("addCrons", listener -> listener.addCrons(crons.copy()));
  }

  /** Each listener gets a copy, as JSON can be changed. */
  void removeCrons(JsonArray crons) {
    fire("removeCrons", listener -> listener.removeCrons(crons.copy()));
  }

  void startServer() {
    fire("startServer", listener -> listener.startServer(serverId));
  }

  void startAll() {
    fire("startAll", ApplicationListener::startAll);
  }

  private void fire(String event, Consumer<ApplicationListener> call) {
    for (Entry entry : List.copyOf(entries)) {
      if (entry.cancelled) {
        continue;
      }
      try {
        call.accept(entry.listener);
      } catch (Throwable thrown) {
        LOG.log(Level.ERROR, "[" + serverId + "] a listener failed at " + event, thrown);
      }
    }
  }

  private final class Entry implements Registration {

    private final ApplicationListener listener;
    private boolean cancelled;

    private Entry(ApplicationListener listener) {
      this.listener = listener;
    }

    @Override
    public void cancel() {
      cancelled = true;
      entries.remove(this);
    }
  }
}
