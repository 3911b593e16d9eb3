package io.pomelo.rpc;

import io.vertx.codegen.annotations.VertxGen;

/**
 * How the server of a routed call is chosen instead of by a route function (pomelo {@code
 * proxyConfig.routerType}). All choose among the servers that run at the time of the call.
 */
@VertxGen
public enum RouterType {

  /** Any, with the same probability. */
  RANDOM,

  /** One after another in id order (pomelo {@code rr}). */
  ROUND_ROBIN,

  /**
   * One after another, each as often as the integer {@code weight} of its entry says (pomelo {@code
   * wrr}): 1 when it has none, never when it is 0. When no server has a weight above 0, the call
   * fails.
   */
  WEIGHTED,

  /**
   * One of those with the fewest calls of this server that wait for an answer, any of them with the
   * same probability (pomelo {@code la}, which counts the calls it ever made: hazard H8).
   */
  LEAST_ACTIVE,

  /**
   * By the place of the route parameter on a ring with {@link RpcOptions#getReplicas()} points of
   * each server (pomelo {@code ch}): of a session its uid, or frontend and id while nobody is
   * bound; of anything else its text. The same parameter goes to the same server, from every
   * caller; a server that joins or leaves moves only the parameters next to its points.
   */
  CONSISTENT_HASH
}
