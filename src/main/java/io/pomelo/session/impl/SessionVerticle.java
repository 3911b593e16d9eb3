package io.pomelo.session.impl;

import io.pomelo.Component;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.Client;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.SessionOptions;
import io.pomelo.session.SessionService;
import io.pomelo.session.Uid;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of a frontend, by id and by uid (pomelo {@code
 * lib/common/service/sessionService.js}). Confined to the frontend's context.
 */
public final class SessionVerticle implements Component, SessionService {

  static final int NO_SESSION = 404;
  static final int REFUSED = 409;
  static final int BAD_UID = 400;

  private final ServerInfo self;
  private final SessionOptions options;
  private final ConnectionVerticle connections;
  private final Map<Long, ClientSession> byId = new LinkedHashMap<>();
  private final Map<Object, List<ClientSession>> byUid = new LinkedHashMap<>();

  /**
   * Sessions of a frontend.
   *
   * @param self the frontend
   * @param options how sessions behave
   * @param connections kept up to date with who is connected and logged in
   */
  public SessionVerticle(ServerInfo self, SessionOptions options, ConnectionVerticle connections) {
    this.self = self;
    this.options = options;
    this.connections = connections;
  }

  @Override
  public String name() {
    return "__session__";
  }

  @Override
  public Future<?> deploy(Context context) {
    return Future.succeededFuture();
  }

  /**
   * Begins the session of a client.
   *
   * @param client the client
   */
  public void opened(Client client) {
    byId.put(client.id(), new ClientSession(client, self.getId()));
    connections.opened();
  }

  /**
   * Ends the session of a client: it is gone from all look-ups, then its close handlers run.
   *
   * @param client the client
   */
  public void closed(Client client) {
    ClientSession session = byId.remove(client.id());
    if (session == null) {
      return;
    }
    Object uid = session.uid();
    boolean last = uid != null && removeFromUid(session);
    connections.closed(last ? uid : null);
    session.close(new FrontendSessionImpl(session, this));
  }

  @Override
  public FrontendSession get(long sid) {
    ClientSession session = byId.get(sid);
    return session == null ? null : new FrontendSessionImpl(session, this);
  }

  @Override
  public List<FrontendSession> getByUid(Object uid) {
    var snapshots = new ArrayList<FrontendSession>();
    sessions(uid).forEach(session -> snapshots.add(new FrontendSessionImpl(session, this)));
    return snapshots;
  }

  /** A session as it stands now, to be handed out. */
  FrontendSession snapshot(ClientSession session) {
    return new FrontendSessionImpl(session, this);
  }

  /** The sessions of a user, as they stand; empty when there are none. */
  List<ClientSession> sessions(Object uid) {
    return byUid.getOrDefault(Uid.orSame(uid), List.of());
  }

  /** All sessions. */
  Iterable<ClientSession> sessions() {
    return byId.values();
  }

  @Override
  public Future<Void> bind(long sid, Object value) {
    ClientSession session = byId.get(sid);
    if (session == null) {
      return noSession(sid);
    }
    Object uid;
    try {
      uid = Uid.of(value);
    } catch (IllegalArgumentException e) {
      return ServiceException.fail(BAD_UID, e.getMessage());
    }
    if (uid.equals(session.uid())) {
      return Future.succeededFuture();
    }
    if (session.uid() != null) {
      return ServiceException.fail(REFUSED, "session has already bind with " + session.uid());
    }
    List<ClientSession> others = byUid.computeIfAbsent(uid, key -> new ArrayList<>(1));
    if (options.isSingleSession() && !others.isEmpty()) {
      return ServiceException.fail(REFUSED, "singleSession is enabled, and session has already "
        + "bind with uid: " + uid);
    }
    others.add(session);
    connections.loggedIn(uid, session.client.remoteAddress());
    session.bound(uid, snapshotBoundTo(session, uid));
    return Future.succeededFuture();
  }

  /** The snapshot for a bind handler: it already has the uid, which the session gets just now. */
  private FrontendSession snapshotBoundTo(ClientSession session, Object uid) {
    var snapshot = new FrontendSessionImpl(session, this);
    snapshot.uid(uid);
    return snapshot;
  }

  @Override
  public Future<Void> unbind(long sid, Object value) {
    ClientSession session = byId.get(sid);
    if (session == null) {
      return noSession(sid);
    }
    Object uid = Uid.orSame(value);
    if (session.uid() == null || !session.uid().equals(uid)) {
      return ServiceException.fail(REFUSED, "session has not bind with " + value);
    }
    if (removeFromUid(session)) {
      connections.loggedOut(uid);
    }
    session.unbound(snapshotBoundTo(session, null));
    return Future.succeededFuture();
  }

  /** Takes a bound session out of the look-up by uid; true when it was the user's last one. */
  private boolean removeFromUid(ClientSession session) {
    List<ClientSession> all = byUid.get(session.uid());
    all.remove(session);
    if (all.isEmpty()) {
      byUid.remove(session.uid());
    }
    return all.isEmpty();
  }

  @Override
  public Future<Void> kick(Object uid, String reason) {
    List.copyOf(sessions(uid)).forEach(session -> session.client.kick(reason));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> kickBySessionId(long sid, String reason) {
    ClientSession session = byId.get(sid);
    if (session != null) {
      session.client.kick(reason);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> importValue(long sid, String key, Object value) {
    return write(sid, new JsonObject().put(key, value), List.of());
  }

  @Override
  public Future<Void> importAll(long sid, JsonObject values) {
    return write(sid, values.copy(), List.of());
  }

  Future<Void> write(long sid, JsonObject values, List<String> removed) {
    ClientSession session = byId.get(sid);
    if (session == null) {
      return noSession(sid);
    }
    session.write(values, removed);
    return Future.succeededFuture();
  }

  @Override
  public SocketAddress getClientAddressBySessionId(long sid) {
    ClientSession session = byId.get(sid);
    return session == null ? null : session.client.remoteAddress();
  }

  @Override
  public boolean sendMessageByUid(Object uid, Buffer packet) {
    List<ClientSession> receivers = sessions(uid);
    byte[] bytes = packet.getBytes();
    receivers.forEach(session -> session.client.send(bytes));
    return !receivers.isEmpty();
  }

  @Override
  public void forEachSession(Handler<FrontendSession> visitor) {
    for (ClientSession session : List.copyOf(byId.values())) {
      visitor.handle(new FrontendSessionImpl(session, this));
    }
  }

  @Override
  public void forEachBindedSession(Handler<FrontendSession> visitor) {
    for (ClientSession session : List.copyOf(byId.values())) {
      if (session.uid() != null) {
        visitor.handle(new FrontendSessionImpl(session, this));
      }
    }
  }

  @Override
  public int getSessionsCount() {
    return byId.size();
  }

  private static Future<Void> noSession(long sid) {
    return ServiceException.fail(NO_SESSION, "session does not exist, sid: " + sid);
  }
}
