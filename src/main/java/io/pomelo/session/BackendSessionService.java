package io.pomelo.session;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
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
}
