package io.pomelo.session.impl;

import io.pomelo.session.SessionOptions;
import io.pomelo.session.SingleSessionPolicy;
import io.pomelo.session.SingleSessionScope;
import io.pomelo.session.Uid;
import io.vertx.core.Future;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which sessions of a frontend are bound to which user, and to how many (decision D9). Confined to
 * the frontend's context.
 */
final class Bindings {

  private final SessionOptions options;
  private final ConnectionVerticle connections;
  private final UidClaims claims;
  private final Map<Object, List<ClientSession>> byUid = new LinkedHashMap<>();

  Bindings(SessionOptions options, ConnectionVerticle connections, UidClaims claims) {
    this.options = options;
    this.connections = connections;
    this.claims = claims;
  }

  /** The sessions of a user, as they stand; empty when there are none. */
  List<ClientSession> of(Object uid) {
    return byUid.getOrDefault(Uid.orSame(uid), List.of());
  }

  /** Binds a session; {@code bound} sets its uid. */
  Future<Void> bind(ClientSession session, Object uid, Runnable bound) {
    if (uid.equals(session.uid()) && !session.isSuperseded()) {
      return Future.succeededFuture();
    }
    Future<Void> refused = refusal(session);
    if (refused != null) {
      return refused;
    }
    if (!options.isSingleSession()) {
      return take(session, uid, bound);
    }
    boolean kickOld = options.getPolicy() == SingleSessionPolicy.KICK_OLD;
    if (options.getScope() == SingleSessionScope.CLUSTER) {
      return claims.claim(uid, kickOld, lost -> supersede(session)).compose(claim -> {
        Future<Void> late = refusal(session);
        if (late != null) {
          claims.release(claim);
          return late;
        }
        session.claim(claim);
        return take(session, uid, bound);
      });
    }
    List<ClientSession> others = of(uid);
    if (!others.isEmpty() && !kickOld) {
      return ServiceException.fail(SessionVerticle.REFUSED, "singleSession is enabled, and session "
        + "has already bind with uid: " + uid);
    }
    List.copyOf(others).forEach(this::supersede);
    return take(session, uid, bound);
  }

  /** Why a session cannot be bound at all, or null. */
  private static Future<Void> refusal(ClientSession session) {
    if (session.isClosed()) {
      return SessionVerticle.noSession(session.id());
    }
    if (session.isSuperseded()) {
      return ServiceException.fail(SessionVerticle.REFUSED, "session " + session.id()
        + " is kicked, as another one took its place (expected: a session that stays)");
    }
    return session.uid() == null ? null : ServiceException.fail(SessionVerticle.REFUSED,
      "session has already bind with " + session.uid());
  }

  private Future<Void> take(ClientSession session, Object uid, Runnable bound) {
    byUid.computeIfAbsent(uid, key -> new ArrayList<>(1)).add(session);
    connections.loggedIn(uid, session.client.remoteAddress());
    bound.run();
    return Future.succeededFuture();
  }

  /** Unbinds a session; {@code unbound} clears its uid. */
  Future<Void> unbind(ClientSession session, Object value, Runnable unbound) {
    if (session.isClosed()) {
      return SessionVerticle.noSession(session.id());
    }
    Object uid = session.uid();
    if (uid == null || session.isSuperseded() || !uid.equals(Uid.orSame(value))) {
      return ServiceException.fail(SessionVerticle.REFUSED, "session has not bind with " + value);
    }
    if (remove(session)) {
      connections.loggedOut(uid);
    }
    Claim claim = session.claim();
    session.claim(null);
    unbound.run();
    return claim == null ? Future.succeededFuture() : claims.release(claim);
  }

  /** A session ended. */
  void closed(ClientSession session) {
    Object uid = session.uid();
    boolean last = uid != null && !session.isSuperseded() && remove(session);
    connections.closed(last ? uid : null);
    if (session.claim() != null) {
      claims.release(session.claim());
      session.claim(null);
    }
  }

  /** Another session took the uid over: this one is no more found by it, and kicked. */
  private void supersede(ClientSession session) {
    if (session.isClosed() || session.isSuperseded()) {
      return;
    }
    if (remove(session)) {
      connections.loggedOut(session.uid());
    }
    session.superseded();
    session.client.kick(SessionOptions.KICK_OLD_REASON);
  }

  /** Takes a bound session out of the look-up by uid; true when it was the user's last one. */
  private boolean remove(ClientSession session) {
    List<ClientSession> all = byUid.get(session.uid());
    all.remove(session);
    if (all.isEmpty()) {
      byUid.remove(session.uid());
    }
    return all.isEmpty();
  }
}
