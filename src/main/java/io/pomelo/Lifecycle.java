package io.pomelo;

import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;

/**
 * What a game does around the start and the stop of the servers of a type (pomelo's
 * {@code lifecycle.js}). Registered by {@link Application#lifecycle}.
 *
 * <p>Called on the server's context; a future may complete anywhere. An exception is a failure.
 */
@VertxGen(concrete = false)
public interface Lifecycle {

  /**
   * Runs before the first component starts. Handlers, filters, components and most
   * settings may still be set; {@code sessionConfig} and {@code proxyConfig} have been read.
   *
   * @param app the server
   * @return a failure fails the start
   */
  default Future<Void> beforeStartup(Application app) {
    return Future.succeededFuture();
  }

  /**
   * Runs when all components have started, before the start is done.
   *
   * @param app the server, already a member of the cluster
   * @return a failure fails the start, and the server stops again
   */
  default Future<Void> afterStartup(Application app) {
    return Future.succeededFuture();
  }

  /**
   * Runs before anything of the server stops: it is still a member and serves its clients. Not
   * called when {@link #beforeStartup} failed.
   *
   * @param app the server
   * @return the stop goes on when it completes, or when {@link ApplicationOptions#getStopTimeout()}
   *     is over; a failure is logged. A forced stop does not wait
   */
  default Future<Void> beforeShutdown(Application app) {
    return Future.succeededFuture();
  }

  /**
   * Runs once, when every server of this cluster's configuration is running.
   *
   * @param app the server
   * @return nobody waits for it; a failure is logged
   */
  default Future<Void> afterStartAll(Application app) {
    return Future.succeededFuture();
  }
}
