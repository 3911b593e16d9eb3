package io.pomelo.session.impl;

import io.pomelo.connector.Client;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  Settings settings() {
    return settings;
  }

  void write(JsonObject values, List<String> removed) {
    values.forEach(entry -> settings.set(entry.getKey(), entry.getValue()));
    removed.forEach(settings::remove);
  }

  void bindHandler(Handler<FrontendSession> handler) {
    bound = handler;
  }

  void unbindHandler(Handler<FrontendSession> handler) {
    unbound = handler;
  }

  /** Calls it with {@code snapshot} when the session has ended already. */
  void closeHandler(String name, Handler<FrontendSession> handler, FrontendSession snapshot) {
    if (handler == null) {
      closers.remove(name);
    } else if (closed) {
      call(handler, snapshot);
    } else {
      closers.put(name, handler);
    }
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
