package io.pomelo.session;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;

/**
 * The sessions of any frontend, seen from any server (pomelo {@code BackendSessionService}).
 *
 * <p>Every future completes on the server's context and fails with a
 * {@link io.vertx.serviceproxy.ServiceException} when the frontend is unknown, leaves, or does not
 * answer within the link's deadline.
 */
@VertxGen
public interface BackendSessionService {

  /**
   * The session with an id.
   *
   * @param frontendId the frontend it lives on
   * @param sid the session's number there
   * @return a snapshot, or null when there is no such session
   */
  Future<@Nullable BackendSession> get(String frontendId, long sid);

  /**
   * The sessions of a user on one frontend.
   *
   * @param frontendId the frontend
   * @param uid the user
   * @return snapshots; empty when there are none
   */
  Future<List<BackendSession>> getByUid(String frontendId, Object uid);

  /**
   * Kicks one session with {@link SessionService#DEFAULT_KICK_REASON}.
   *
   * @param frontendId the frontend it lives on
   * @param sid the session's number there
   * @return succeeds also when there is no such session
   */
  default Future<Void> kickBySid(String frontendId, long sid) {
    return kickBySid(frontendId, sid, SessionService.DEFAULT_KICK_REASON);
  }

  /**
   * Kicks one session, see {@link SessionService#kick(Object, String)}.
   *
   * @param frontendId the frontend it lives on
   * @param sid the session's number there
   * @param reason told to the client
   * @return succeeds also when there is no such session
   */
  Future<Void> kickBySid(String frontendId, long sid, String reason);

  /**
   * Kicks the sessions of a user on one frontend with
   * {@link SessionService#DEFAULT_KICK_REASON}.
   *
   * @param frontendId the frontend
   * @param uid the user
   * @return succeeds also when there are none
   */
  default Future<Void> kickByUid(String frontendId, Object uid) {
    return kickByUid(frontendId, uid, SessionService.DEFAULT_KICK_REASON);
  }

  /**
   * Kicks the sessions of a user on one frontend, see {@link SessionService#kick(Object, String)}.
   *
   * @param frontendId the frontend
   * @param uid the user
   * @param reason told to the client
   * @return succeeds also when there are none
   */
  Future<Void> kickByUid(String frontendId, Object uid, String reason);

  /**
   * Sets this server's handler for the end of a session, under the name
   * {@link FrontendSession#DEFAULT_HANDLER}.
   *
   * @param frontendId the frontend the session lives on
   * @param sid the session's number there
   * @param handler see {@link #closeHandler(String, long, String, Handler)}
   * @return takes this handler back, and leaves a later one alone
   */
  default Registration closeHandler(String frontendId, long sid,
    @Nullable Handler<BackendSession> handler) {
    return closeHandler(frontendId, sid, FrontendSession.DEFAULT_HANDLER, handler);
  }

  /**
   * Sets this server's named handler for the end of a session (H28): pomelo tells only the
   * frontend. The frontend remembers which servers asked and tells just those, each once.
   *
   * <p>The handler is called once, on the server's context and never before this method returns,
   * unless it was taken back or replaced: when the session ends, when its frontend leaves the
   * cluster, and also when it had ended already or the frontend is not known.
   *
   * @param frontendId the frontend the session lives on
   * @param sid the session's number there
   * @param name tells this server's handlers of one session apart; a later one of the same name
   *     replaces it
   * @param handler gets the session as it was at last, its uid still set; when its frontend left,
   *     as this server knew it; without uid and values when this server never knew it. Null removes
   *     the handler
   * @return takes this handler back, and leaves a later one alone
   */
  Registration closeHandler(String frontendId, long sid, String name,
    @Nullable Handler<BackendSession> handler);
}
