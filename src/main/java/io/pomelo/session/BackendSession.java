package io.pomelo.session;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Handler;

/**
 * A snapshot of a session on a server the client is not connected to (pomelo
 * {@code BackendSession}). Binding, unbinding and pushing go to the frontend; {@link #uid()}
 * changes when the frontend has answered.
 *
 * <p>Futures also fail with a {@link io.vertx.serviceproxy.ServiceException} when the frontend is
 * gone or does not answer in time. Confined to the server's context.
 */
@VertxGen
public interface BackendSession extends Session {

  /**
   * Sets this server's handler for the end of the session.
   *
   * @param handler see {@link #closeHandler(String, Handler)}
   * @return takes this handler back, and leaves a later one alone
   */
  default Registration closeHandler(@Nullable Handler<BackendSession> handler) {
    return closeHandler(FrontendSession.DEFAULT_HANDLER, handler);
  }

  /**
   * Sets this server's named handler for the end of the session (H28), wherever its client is
   * connected and whatever ended it; see
   * {@link BackendSessionService#closeHandler(String, long, String, Handler)}.
   *
   * @param name tells this server's handlers of one session apart; a later one of the same name
   *     replaces it, also one that was set through another snapshot
   * @param handler gets the session as it was at last, its uid still set; null removes the handler
   * @return takes this handler back, and leaves a later one alone
   */
  Registration closeHandler(String name, @Nullable Handler<BackendSession> handler);
}
