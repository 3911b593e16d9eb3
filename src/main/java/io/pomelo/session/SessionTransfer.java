package io.pomelo.session;

import io.pomelo.rpc.Payload;

/**
 * Carries sessions between servers: what a frontend writes into a forwarded request, the server
 * that handles it reads.
 *
 * <p>Not a part of the API a game uses.
 */
public interface SessionTransfer {

  /**
   * Writes a session as it stands in this snapshot.
   *
   * @param to the payload
   * @param session a session of this server
   */
  void write(Payload to, Session session);

  /**
   * Reads a session.
   *
   * @param frontendId the server it was written on
   * @param from the payload
   * @return the snapshot
   */
  BackendSession read(String frontendId, Payload from);
}
