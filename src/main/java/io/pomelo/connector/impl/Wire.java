package io.pomelo.connector.impl;

import io.vertx.core.net.SocketAddress;

/**
 * The socket below a client, WebSocket or raw TCP, without saying which. Confined to the server's
 * context.
 */
interface Wire {

  /**
   * How long a graceful close waits for the peer until the socket is destroyed, in milliseconds.
   */
  long LINGER_MILLIS = 1_000;

  /**
   * Writes bytes, as one binary message on WebSocket. They leave at the end of the current turn of
   * the event loop, together with what else was written in it.
   *
   * @param packet complete packages; never changed, so that receivers can share them
   */
  void write(byte[] packet);

  /** Hands to the system now what was written in this turn. */
  void flush();

  /**
   * How much was written that the system did not take yet.
   *
   * @return bytes
   */
  long pendingBytes();

  /**
   * Closes after what was written before has left: WebSocket with code 1000 and no reason, TCP with
   * a half-close, so that input nobody read yet cannot make the peer lose the last package. After
   * {@link #LINGER_MILLIS} the socket is destroyed.
   */
  void close();

  /** Closes at once; what waits to be written is lost. */
  void destroy();

  /**
   * The peer.
   *
   * @return host and port
   */
  SocketAddress remoteAddress();

  /** The upper end of a wire; called on the server's context. */
  interface Reader {

    /** The client spoke: its first bytes are there, or its WebSocket is open. */
    void opened();

    /**
     * Bytes came in.
     *
     * @param bytes at least one, owned by the reader
     * @param whole whether they are a whole WebSocket message; else any part of a stream
     */
    void received(byte[] bytes, boolean whole);

    /**
     * The message that comes next is small on the wire and large here, as data of a game is not: a
     * fault of the client.
     */
    void inflated();

    /**
     * The client is as good as gone, and the wire closes itself: it asked for the close, or sent
     * what its transport does not allow.
     *
     * @param reason which of them
     */
    void leaving(String reason);

    /** The socket is closed; called once and last. */
    void closed();
  }
}
