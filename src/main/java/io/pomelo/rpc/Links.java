package io.pomelo.rpc;

import io.vertx.core.Future;

/**
 * The framework's own traffic between servers: one link for each peer, all confined to the server's
 * context. What is sent to one peer arrives in the order sent, requests, answers and pushes alike
 * (decision D10). Frames of one event-loop turn travel in one bus message.
 *
 * <p>A link never queues without bound and never waits for a dead peer: a request fails at once
 * when the peer is unknown ({@code code 2}), when more than the allowed requests or bytes are in
 * flight ({@code code 5}), and the moment the peer leaves ({@code code 4}); it fails at its
 * deadline at the latest ({@code code 5}). The codes are those of {@code pomelo-rpc}, carried by an
 * {@link io.vertx.serviceproxy.ServiceException}.
 *
 * <p>Not a part of the API a game uses.
 */
public interface Links {

  /** Failure code: the peer is unknown or offline (pomelo-rpc 2). */
  int UNKNOWN_PEER = 2;
  /** Failure code: the peer left before it answered (pomelo-rpc 4). */
  int PEER_LEFT = 4;
  /** Failure code: over the bound of the link, or no answer before the deadline (pomelo-rpc 5). */
  int NO_ANSWER = 5;

  /**
   * Asks a peer.
   *
   * @param serverId the peer; the server's own id is answered without the bus
   * @param op what is asked
   * @param payload the question; owned by the link from now on
   * @param timeout milliseconds until the request fails
   * @return the answer, or a failure as described above; a peer's
   *     {@link io.vertx.serviceproxy.ServiceException} keeps code and text. Completes on the
   *     server's context
   */
  Future<byte[]> request(String serverId, LinkOp op, byte[] payload, long timeout);

  /**
   * Tells a peer something without an answer. Dropped with a log line where a request would fail.
   *
   * @param serverId the peer
   * @param op what is told
   * @param payload owned by the link from now on
   */
  void send(String serverId, LinkOp op, byte[] payload);

  /**
   * Registers the one handler for an operation; done by components while they are deployed.
   *
   * @param op the operation
   * @param handler called on the server's context
   * @throws IllegalStateException when the operation has a handler already
   */
  void handle(LinkOp op, LinkHandler handler);

  /** Handles an operation. */
  @FunctionalInterface
  interface LinkHandler {

    /**
     * Handles one frame; exceptions become failed futures.
     *
     * @param from the id of the peer that sent it
     * @param payload the question
     * @return the answer; for a frame without an answer the result is dropped
     */
    Future<byte[]> handle(String from, byte[] payload);
  }
}
