package io.pomelo.connector;

/**
 * Decides when a package is written to a client (pomelo {@code pushScheduler}). Confined to the
 * frontend's context.
 */
public interface PushScheduler {

  /**
   * Takes a package for a client. The order of the packages of one client is kept.
   *
   * @param client the receiver
   * @param packet a complete package, shared with other receivers and never changed
   */
  void schedule(Client client, byte[] packet);

  /**
   * Writes what is held for a client now: before a kick and before a close (H18).
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
}
