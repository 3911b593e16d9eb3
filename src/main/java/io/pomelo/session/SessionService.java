package io.pomelo.session;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/**
 * The sessions of this frontend (pomelo {@code SessionService}). Sessions handed out are snapshots,
 * see {@link Session}.
 *
 * <p>Confined to the frontend's context; futures complete there.
 */
@VertxGen
public interface SessionService {

  /** The reason a client is told when the caller gives none. */
  String DEFAULT_KICK_REASON = "kick";

  /**
   * The session with an id.
   *
   * @param sid the session's number
   * @return a snapshot, or null when there is no such session
   */
  @Nullable
  FrontendSession get(long sid);

  /**
   * The sessions of a user on this frontend.
   *
   * @param uid compared with its type: "1" and 1 are different users
   * @return snapshots, in the order of their binding; empty when there are none
   */
  List<FrontendSession> getByUid(Object uid);

  /**
   * Binds a session to a user, see {@link Session#bind}.
   *
   * @param sid the session's number
   * @param uid a string or an integer, not "" and not 0
   * @return fails as {@link Session#bind} does, also when there is no such session
   */
  Future<Void> bind(long sid, Object uid);

  /**
   * Unbinds a session, see {@link Session#unbind}.
   *
   * @param sid the session's number
   * @param uid the uid it is bound to
   * @return fails as {@link Session#unbind} does, also when there is no such session
   */
  Future<Void> unbind(long sid, Object uid);

  /**
   * Kicks all sessions of a user with {@link #DEFAULT_KICK_REASON}.
   *
   * @param uid the user
   * @return succeeds also when the user has no session here
   */
  default Future<Void> kick(Object uid) {
    return kick(uid, DEFAULT_KICK_REASON);
  }

  /**
   * Kicks all sessions of a user: each client gets what was pushed to it before, then the reason,
   * then its connection is closed.
   *
   * @param uid the user
   * @param reason told to the client
   * @return succeeds also when the user has no session here
   */
  Future<Void> kick(Object uid, String reason);

  /**
   * Kicks one session with {@link #DEFAULT_KICK_REASON}.
   *
   * @param sid the session's number
   * @return succeeds also when there is no such session
   */
  default Future<Void> kickBySessionId(long sid) {
    return kickBySessionId(sid, DEFAULT_KICK_REASON);
  }

  /**
   * Kicks one session, see {@link #kick(Object, String)}.
   *
   * @param sid the session's number
   * @param reason told to the client
   * @return succeeds also when there is no such session
   */
  Future<Void> kickBySessionId(long sid, String reason);

  /**
   * Sets one value of a session.
   *
   * @param sid the session's number
   * @param key the key
   * @param value any JSON value, copied; null is kept as a null
   * @return fails when there is no such session or the value is no JSON
   */
  Future<Void> importValue(long sid, String key, @Nullable Object value);

  /**
   * Sets several values of a session at once; other values stay.
   *
   * @param sid the session's number
   * @param values the values, copied
   * @return fails when there is no such session or one of them is no JSON; then none is set
   */
  Future<Void> importAll(long sid, JsonObject values);

  /**
   * The address of a session's client.
   *
   * @param sid the session's number
   * @return the address, or null when there is no such session
   */
  @Nullable
  SocketAddress getClientAddressBySessionId(long sid);

  /**
   * Sends bytes that are already a complete package to all sessions of a user.
   *
   * @param uid the user
   * @param packet a package as the wire has it
   * @return false when the user has no session here
   */
  boolean sendMessageByUid(Object uid, Buffer packet);

  /**
   * Visits every session.
   *
   * @param visitor gets a snapshot of each
   */
  void forEachSession(Handler<FrontendSession> visitor);

  /**
   * Visits every session with a uid.
   *
   * @param visitor gets a snapshot of each
   */
  void forEachBindedSession(Handler<FrontendSession> visitor);

  /**
   * How many sessions there are, bound or not.
   *
   * @return the count
   */
  int getSessionsCount();
}
