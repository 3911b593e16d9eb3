package io.pomelo.connector;

import io.vertx.core.net.SocketAddress;

/**
 * One connected client, as sessions and dispatch see it. Confined to the frontend's context.
 *
 * <p>Games see sessions; only a {@link PushScheduler} of their own sees this.
 */
public interface Client {

  /**
   * The number of the connection, which is the session's number too.
   *
   * @return 1 or greater, unique for as long as the frontend runs
   */
  long id();

  /**
   * The peer.
   *
   * @return host and port
   */
  SocketAddress remoteAddress();

  /**
   * Whether the handshake is done and the connection open: only then anything but handshake
   * answers is sent, everything else is dropped silently (wire reference 3.5).
   *
   * @return true between the client's ack and the close
   */
  boolean isWorking();

  /**
   * Answers a request, through the push scheduler.
   *
   * @param requestId the request's id, above 0
   * @param route the request's route, which decides the encoding of the body
   * @param json the answer as JSON text
   */
  void respond(int requestId, String route, byte[] json);

  /**
   * Writes a complete package now, past the push scheduler.
   *
   * @param packet owned by the connection from now on; may be shared with others, never changed
   */
  void send(byte[] packet);

  /**
   * Marks a fault of this client; too many within the window of the error budget and it is kicked
   * with reason {@code errors} (decision D15).
   */
  void mark();

  /**
   * Sends what the scheduler still holds, then the reason, then closes.
   *
   * @param reason told to the client, or null to close without a word
   */
  void kick(String reason);
}
