package io.pomelo.rpc.impl;

import io.pomelo.rpc.Payload;

/**
 * One frame of a batch: kind, operation, correlation id and payload. The length of the payload
 * stands in front of it, so a frame nobody understands does not hide the next one.
 *
 * @param kind one of the constants
 * @param op the code of a {@link io.pomelo.rpc.LinkOp}; 0 in answers
 * @param id the number of a request among those of its link, the same in its answer; 0 otherwise
 * @param payload the content
 */
record LinkFrame(int kind, int op, long id, byte[] payload) {

  /** A question with an answer. */
  static final int REQUEST = 1;
  /** Something told without an answer. */
  static final int ONE_WAY = 2;
  /** The answer to a request. */
  static final int ANSWER = 3;
  /** The failure of a request, see {@link LinkFailure}. */
  static final int FAILURE = 4;

  /** The most bytes a frame has besides its payload. */
  static final int MAX_HEAD = 1 + 1 + 10 + 5;

  /** Writes a frame. */
  static void write(Payload batch, int kind, int op, long id, byte[] payload) {
    batch.putLong(kind).putLong(op).putLong(id).putBytes(payload);
  }

  /** Reads the next frame; an {@link IllegalArgumentException} when it is not whole. */
  static LinkFrame read(Payload batch) {
    return new LinkFrame(batch.getInt(), batch.getInt(), batch.getLong(), batch.getBytes());
  }
}
