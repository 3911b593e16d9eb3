package io.pomelo;

import io.pomelo.session.Session;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;

/**
 * What a route function decides on (pomelo's {@code (routeParam, msg, app)}).
 *
 * <p>Confined to the server's context.
 */
@VertxGen
public interface RouteRequest {

  /**
   * The type a server is asked of.
   *
   * @return a server type
   */
  String serverType();

  /**
   * What the caller routes by: the session for a client's request, anything (or null) for a call
   * between servers.
   *
   * @return the route parameter
   */
  @Nullable
  Object routeParam();

  /**
   * The route parameter as a session.
   *
   * @return the session, or null when something else was given
   */
  @Nullable
  Session session();

  /**
   * The body of the client's request, or what the call says of itself.
   *
   * @return the message, or null when there is none
   */
  @Nullable
  Object msg();
}
