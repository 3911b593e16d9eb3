package io.pomelo.rpc;

import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;

/**
 * Runs before and after the calls a server makes to typed remotes (pomelo rpc filters); on the
 * caller's side only, as in pomelo. Both halves run in the order of registration.
 *
 * <p>Called on the server's context; a future may complete anywhere. An exception is a failure.
 */
@VertxGen(concrete = false)
public interface RpcFilter {

  /**
   * Runs before the call leaves, once its server is chosen.
   *
   * @param call the call; its server, arguments and options may be changed
   * @return success goes on; a failure fails the call (hazard H7), and neither the later before
   *     filters nor any after filter run
   */
  default Future<Void> before(RpcMessage call) {
    return Future.succeededFuture();
  }

  /**
   * Runs when the call has ended, before the caller learns of it.
   *
   * @param call the call with its result or failure
   * @return success changes nothing; a failure becomes the outcome of the call
   */
  default Future<Void> after(RpcMessage call) {
    return Future.succeededFuture();
  }
}
