package io.pomelo.connector;

/**
 * Decides when a package is written to a client (pomelo {@code pushScheduler}). A game may bring
 * its own: {@link PushSchedulerOptions#addScheduler}. There is one object for each frontend,
 * confined to the frontend's context.
 *
 * <p>A scheduler writes with {@link Client#send}, whole packages or several of them joined. It
 * keeps the order of the packages of one client. Where several schedulers serve one client, the one
 * used before is flushed when another one gets a package, so that the order is kept across them
 * too.
 */
public interface PushScheduler {

  /**
   * Takes a package for a client. One that throws is logged, and its package is lost.
   *
   * @param client the receiver; a package for one that is not {@link Client#isWorking} is dropped
   *     by {@link Client#send}
   * @param packet a complete package, shared with other receivers and never changed
   */
  void schedule(Client client, byte[] packet);

  /**
   * Writes what is held for a client, before this method returns: called before a kick, before a
   * close (H18), and before another scheduler gets a package for the client.
   *
   * @param client the receiver
   */
  default void flush(Client client) {
  }

  /**
   * Forgets a client whose connection ended.
   *
   * @param client the client
   */
  default void closed(Client client) {
  }

  /** Ends timers and the like: the frontend stops, and all its clients were flushed. */
  default void close() {
  }
}
