package io.pomelo.session.impl;

import io.pomelo.Component;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.Client;
import io.pomelo.rpc.Links;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.SessionOptions;
import io.pomelo.session.SessionService;
import io.pomelo.session.Uid;
import io.pomelo.time.Deadlines;
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
  private final ConnectionVerticle connections;
  private final UidClaims claims;
  private final Bindings bindings;
  private final SessionWatchers watchers;
  private final Map<Long, ClientSession> byId = new LinkedHashMap<>();
  private Handler<FrontendSession> onBind;
  private Handler<FrontendSession> onUnbind;
  private Handler<FrontendSession> onClose;

  /**
   * Sessions of a frontend.
   *
   * @param self the frontend
   * @param options how sessions behave
   * @param connections kept up to date with who is connected and logged in
   * @param links to the frontends that own uids, and the servers that wait for the end of sessions
   * @param deadlines the server's
   */
  public SessionVerticle(ServerInfo self, SessionOptions options, ConnectionVerticle connections,
    Links links, Deadlines deadlines) {
    this.self = self;
    this.connections = connections;
    this.claims = new UidClaims(self, links, deadlines);
    this.bindings = new Bindings(new SessionOptions(options), connections, claims);
    this.watchers = new SessionWatchers(self, links, deadlines);
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
   * Sets what hears of every session, each time before the session's own handlers.
   *
   * @param bound gets sessions that were bound
   * @param unbound gets sessions that were unbound, their uid already cleared
   * @param closed gets sessions that ended, their uid still set
   */
  public void listen(Handler<FrontendSession> bound, Handler<FrontendSession> unbound,
    Handler<FrontendSession> closed) {
    onBind = bound;
    onUnbind = unbound;
    onClose = closed;
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
    bindings.closed(session);
    var snapshot = new FrontendSessionImpl(session, this);
    session.close(onClose, snapshot);
    watchers.closed(session, snapshot);
  }

  /**
   * Takes over a view of the cluster.
   *
   * @param servers the running servers
   */
  public void view(List<ServerInfo> servers) {
    claims.view(servers);
    watchers.view(servers, byId.values());
  }

  /** Serves what other servers ask of uids and of the ends of sessions. */
  void register() {
    claims.register();
    watchers.register(byId::get, this);
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
    return bindings.of(uid);
  }

  /** All sessions. */
  Iterable<ClientSession> sessions() {
    return byId.values();
  }

  @Override
  public Future<Void> bind(long sid, Object value) {
    Object uid;
    try {
      uid = Uid.of(value);
    } catch (IllegalArgumentException e) {
      return byId.containsKey(sid) ? ServiceException.fail(BAD_UID, e.getMessage())
        : noSession(sid);
    }
    ClientSession session = byId.get(sid);
    return session == null ? noSession(sid)
      : session.inTurn(() -> bindings.bind(session, uid, () ->
        session.bound(uid, onBind, snapshotBoundTo(session, uid))));
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
    return session == null ? noSession(sid)
      : session.inTurn(() -> bindings.unbind(session, value, () ->
        session.unbound(onUnbind, snapshotBoundTo(session, null))));
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
    return importAll(sid, new JsonObject().put(key, value));
  }

  @Override
  public Future<Void> importAll(long sid, JsonObject values) {
    JsonObject own;
    try {
      own = values.copy();
    } catch (IllegalStateException e) {
      return Future.failedFuture(new IllegalArgumentException("session values: " + e.getMessage()
        + " (expected: JSON values)", e));
    }
    return write(sid, own, List.of());
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

  static Future<Void> noSession(long sid) {
    return ServiceException.fail(NO_SESSION, "session does not exist, sid: " + sid);
  }
}
