package io.pomelo.session.impl;

import io.pomelo.connector.Client;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.Registration;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The session itself: one for each connection, on its frontend (pomelo {@code Session}). Confined
 * to the frontend's context.
 */
final class ClientSession {

  private static final Logger LOG = System.getLogger("pomelo.session");

  final Client client;
  final String frontendId;
  private Settings settings = Settings.empty();
  private Object uid;
  private boolean closed;
  private boolean superseded;
  /** The bind or unbind others of this session wait for; null when there is none. */
  private Future<Void> turn;
  private Claim claim;
  private Map<String, Long> watchers = Map.of();
  private Handler<FrontendSession> bound;
  private Handler<FrontendSession> unbound;
  private final Map<String, Handler<FrontendSession>> closers = new LinkedHashMap<>(2);

  ClientSession(Client client, String frontendId) {
    this.client = client;
    this.frontendId = frontendId;
  }

  long id() {
    return client.id();
  }

  Object uid() {
    return uid;
  }

  boolean isClosed() {
    return closed;
  }

  Settings settings() {
    return settings;
  }

  /** Whether another session took the uid of this one over, which is being kicked. */
  boolean isSuperseded() {
    return superseded;
  }

  void superseded() {
    superseded = true;
    claim = null;
  }

  /** What the uid is bound by in the whole cluster, or null. */
  Claim claim() {
    return claim;
  }

  void claim(Claim granted) {
    claim = granted;
  }

  /** Lets binds and unbinds of this session wait for each other. */
  Future<Void> inTurn(Supplier<Future<Void>> action) {
    Future<Void> before = turn;
    Future<Void> done = before == null || before.isComplete() ? action.get()
      : before.transform(ended -> action.get());
    turn = done.isComplete() ? null : done;
    return done;
  }

  /** The runs of servers that want to know of the end of this session, by id. */
  Map<String, Long> watchers() {
    return watchers;
  }

  void watch(String serverId, long incarnation) {
    if (watchers.isEmpty()) {
      watchers = new HashMap<>(2);
    }
    watchers.merge(serverId, incarnation, Math::max);
  }

  void unwatch(String serverId) {
    if (watchers.containsKey(serverId)) {
      watchers.remove(serverId);
    }
  }

  void write(JsonObject values, List<String> removed) {
    values.forEach(entry -> settings.set(entry.getKey(), entry.getValue()));
    removed.forEach(settings::remove);
  }

  Registration bindHandler(Handler<FrontendSession> handler) {
    bound = handler;
    return () -> bound = bound == handler ? null : bound;
  }

  Registration unbindHandler(Handler<FrontendSession> handler) {
    unbound = handler;
    return () -> unbound = unbound == handler ? null : unbound;
  }

  /** Calls it with {@code snapshot} when the session has ended already. */
  Registration closeHandler(String name, Handler<FrontendSession> handler,
    FrontendSession snapshot) {
    if (handler == null) {
      closers.remove(name);
    } else if (closed) {
      call(handler, snapshot);
    } else {
      closers.put(name, handler);
    }
    return () -> {
      if (handler != null && closers.get(name) == handler) {
        closers.remove(name);
      }
    };
  }

  void bound(Object to, Handler<FrontendSession> first, FrontendSession snapshot) {
    uid = to;
    call(first, snapshot);
    call(bound, snapshot);
  }

  void unbound(Handler<FrontendSession> first, FrontendSession snapshot) {
    uid = null;
    call(first, snapshot);
    call(unbound, snapshot);
  }

  void close(Handler<FrontendSession> first, FrontendSession snapshot) {
    closed = true;
    call(first, snapshot);
    for (Handler<FrontendSession> closer : List.copyOf(closers.values())) {
      call(closer, snapshot);
    }
  }

  private void call(Handler<FrontendSession> handler, FrontendSession snapshot) {
    if (handler == null) {
      return;
    }
    try {
      handler.handle(snapshot);
    } catch (Throwable e) { // Kotlin throws what Java would have to declare
      LOG.log(Level.ERROR, "[" + frontendId + "] a handler of session " + id() + " failed", e);
    }
  }
}
