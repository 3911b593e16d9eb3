package io.pomelo;

import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;

/**
 * Runs before and after handlers (pomelo filters). Before filters run in the order of their
 * registration, after filters in reverse. Global filters run on the frontend for every message of a
 * client, the others on the server that handles it.
 *
 * <p>Called on the server's context; a future may complete anywhere. An exception is a failure.
 */
@VertxGen(concrete = false)
public interface Filter {

  /**
   * Runs before the handler.
   *
   * @param request the request
   * @return success goes on; a failure refuses the request: the error handler, then the after
   *     filters see it, and a {@link RequestException} brings the answer along. The session's later
   *     requests wait for this future
   */
  default Future<Void> before(Request request) {
    return Future.succeededFuture();
  }

  /**
   * Runs after the handler: before the answer leaves, or for a global filter after it left.
   *
   * @param request the request with its response and failure
   * @return success changes nothing; a failure replaces the request's failure, an answer that has a
   *     {@code code} is sent all the same. The outcome of a global filter is only logged
   */
  default Future<Void> after(Request request) {
    return Future.succeededFuture();
  }
}
