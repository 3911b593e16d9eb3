package io.pomelo.rpc;

import io.vertx.core.Future;

/**
 * Chooses the server of a type for one request or call: the application's route function for that
 * type, else the one for the type {@code default}, else rendezvous hashing (decision D1).
 *
 * <p>Not a part of the API a game uses: games give route functions to the {@code Application}.
 */
@FunctionalInterface
public interface Router {

  /**
   * Chooses.
   *
   * @param serverType the type to choose from
   * @param routeParam the session of a client request, or whatever a caller passed; may be null
   * @param msg the request's body or the call's arguments, for the route function; may be null
   * @return the id of a running server of that type; fails with a
   *     {@link io.vertx.serviceproxy.ServiceException} of code {@link Links#UNKNOWN_PEER} when
   *     there is none. Completes on the server's context
   */
  Future<String> route(String serverType, Object routeParam, Object msg);
}
