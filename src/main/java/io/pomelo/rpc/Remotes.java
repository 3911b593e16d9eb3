package io.pomelo.rpc;

import io.vertx.core.Future;

/**
 * The typed remotes of one server, reachable by every server.
 *
 * <p>Not a part of the API a game uses, which registers remotes with the {@code Application}.
 */
public interface Remotes {

  /**
   * Registers a remote on the server's context.
   *
   * @param service a {@code @ProxyGen} interface
   * @param implementation called on the server's context
   * @param <T> the type of the service
   * @return succeeds when it can be called; fails when {@code service} has no generated handler
   */
  <T> Future<Void> register(Class<T> service, T implementation);

  /**
   * Withdraws all remotes.
   *
   * @return succeeds when none can be called any more
   */
  Future<Void> close();

  /**
   * Waits for the calls in progress (promise P5). Without a limit: who stops a server has one.
   *
   * @return succeeds when every call has its answer on its way
   */
  Future<Void> drain();
}
