package io.pomelo.session;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Handler;
import io.vertx.core.net.SocketAddress;

/**
 * A snapshot of a session on the frontend its client is connected to (pomelo
 * {@code FrontendSession}).
 *
 * <p>Handlers are set on the session itself and outlive the request; a session has one handler for
 * each event and name, a later one replaces it. So a handler that is set by every login does not
 * pile up (H27).
 *
 * <p>Confined to the frontend's context; handlers are called there.
 */
@VertxGen
public interface FrontendSession extends Session {

  /** The name of a handler that was set without one. */
  String DEFAULT_HANDLER = "default";

  /**
   * Sets the handler for the end of the connection, whatever ended it. It is called at once when
   * that is past: what a slow login sets up is undone also when the client did not wait for it.
   *
   * @param handler gets the session as it was, its uid still set; null removes the handler
   * @return takes this handler back, and leaves a later one alone
   */
  default Registration closeHandler(@Nullable Handler<FrontendSession> handler) {
    return closeHandler(DEFAULT_HANDLER, handler);
  }

  /**
   * Sets the named handler for the end of the connection, see {@link #closeHandler(Handler)}.
   *
   * @param name tells handlers of one session apart
   * @param handler gets the session as it was, its uid still set; null removes the handler
   * @return takes this handler back, and leaves a later one alone
   */
  Registration closeHandler(String name, @Nullable Handler<FrontendSession> handler);

  /**
   * Sets the handler for a uid being bound.
   *
   * @param handler gets the session; null removes the handler
   * @return takes this handler back, and leaves a later one alone
   */
  Registration bindHandler(@Nullable Handler<FrontendSession> handler);

  /**
   * Sets the handler for a uid being unbound.
   *
   * @param handler gets the session, its uid already cleared; null removes the handler
   * @return takes this handler back, and leaves a later one alone
   */
  Registration unbindHandler(@Nullable Handler<FrontendSession> handler);

  /**
   * The client's address.
   *
   * @return host and port of the peer
   */
  SocketAddress remoteAddress();
}
