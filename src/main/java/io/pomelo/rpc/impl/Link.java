package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageProducer;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The way to one run of one peer. Frames gather in an outbox during a turn of the event loop and
 * leave as one bus message; requests wait here for their answers. The bus has no brake of its own,
 * so what is on its way is counted and bounded here.
 *
 * <p>Confined to the server's context.
 */
final class Link {

  /** How many requests to one peer may wait for their answers. */
  static final int MAX_REQUESTS = 10_000;

  /** How many bytes of frames to one peer may wait until the bus has written them. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int OUTBOX_BYTES = 512;
  private static final int MAX_OUTBOX_BYTES = 64 * 1024;

  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private final ServerInfo self;
  private final String peerId;
  private final long incarnation;
  private final ServerContext context;
  private final MessageProducer<LinkBatch> producer;
  private final PendingRequests<byte[]> pending;
  private final Handler<Void> flush = v -> flush();
  private Payload outbox;
  private int outboxBytes = OUTBOX_BYTES; // a guess: what the last outbox took
  private long flushedId;
  private long unwritten;
  private boolean full;
  private String closed;

  Link(Vertx vertx, ServerContext context, ServerInfo self, String peerId, long incarnation,
    Deadlines deadlines) {
    this.self = self;
    this.peerId = peerId;
    this.incarnation = incarnation;
    this.context = context;
    this.pending = new PendingRequests<>(peerId, deadlines);
    this.producer = vertx.eventBus().sender(BusAddress.link(peerId, incarnation),
      new DeliveryOptions().setCodecName(LinkBatchCodec.NAME)
        .setTracingPolicy(TracingPolicy.IGNORE));
  }

  String peerId() {
    return peerId;
  }

  long incarnation() {
    return incarnation;
  }

  /** Asks; fails at once when too much is on its way. */
  Future<byte[]> request(LinkOp op, byte[] payload, long timeout) {
    if (closed != null) {
      return LinkException.fail(Links.PEER_LEFT, op + " to " + peerId + ": " + closed);
    }
    if (pending.size() >= MAX_REQUESTS) {
      return LinkException.fail(Links.NO_ANSWER, op + " to " + peerId + ": " + pending.size()
        + " requests wait for their answers (expected: fewer than " + MAX_REQUESTS + ")");
    }
    if (!hasRoom(payload)) {
      return LinkException.fail(Links.NO_ANSWER, op + " to " + peerId + ": " + over(payload));
    }
    var opened = pending.open(op, timeout);
    enqueue(LinkFrame.REQUEST, op.code(), opened.id(), payload);
    return opened.future();
  }

  /** Tells; drops what is too much. */
  void send(LinkOp op, byte[] payload) {
    if (closed != null) {
      LOG.log(Level.DEBUG, "[{0}] {1} to {2} dropped: {3}", self.getId(), op, peerId, closed);
    } else if (hasRoom(payload)) {
      full = false;
      enqueue(LinkFrame.ONE_WAY, op.code(), 0, payload);
    } else {
      // The first of a row is news, the others would flood the log as the frames do the link.
      LOG.log(full ? Level.DEBUG : Level.WARNING, "[{0}] {1} to {2} dropped: {3}", self.getId(),
        op, peerId, over(payload));
      full = true;
    }
  }

  /** Answers a request of the peer; also when it left meanwhile, as it may still be working. */
  void answer(long id, byte[] payload) {
    if (hasRoom(payload)) {
      enqueue(LinkFrame.ANSWER, 0, id, payload);
    } else {
      fail(id, new LinkException(Links.NO_ANSWER, "answer of " + self.getId() + ": "
        + over(payload)));
    }
  }

  /** Fails a request of the peer. Never refused: failures are short and no more than requests. */
  void fail(long id, ServiceException failure) {
    enqueue(LinkFrame.FAILURE, 0, id, LinkFailure.write(failure));
  }

  /** The peer answered. */
  void answered(long id, byte[] payload) {
    pending.complete(id, payload);
  }

  /** The peer failed a request. */
  void failed(long id, byte[] payload) {
    pending.fail(id, LinkFailure.read(payload));
  }

  /** Ends all requests; answers to the peer still go out. */
  void close(String reason) {
    closed = reason;
    pending.failAll(Links.PEER_LEFT, reason);
  }

  /** Hands the outbox to the bus now. */
  void flush() {
    if (outbox == null) {
      return;
    }
    byte[] bytes = outbox.toBytes();
    outbox = null;
    outboxBytes = Math.max(OUTBOX_BYTES, Math.min(bytes.length, MAX_OUTBOX_BYTES));
    long first = flushedId + 1;
    long last = pending.lastId();
    flushedId = last;
    Future<Void> written;
    try {
      written = producer.write(new LinkBatch(self.getId(), self.getIncarnation(), bytes));
    } catch (RuntimeException e) {
      written = Future.failedFuture(e);
    }
    context.whenDone(written, result -> {
      unwritten -= bytes.length;
      if (result.failed()) {
        lost(first, last, result.cause());
      }
    });
  }

  private void lost(long first, long last, Throwable cause) {
    if (closed == null) {
      LOG.log(Level.WARNING, "[{0}] frames to {1} were not delivered: {2}", self.getId(), peerId,
        cause.getMessage());
    }
    for (long id = first; id <= last; id++) {
      pending.fail(id, new LinkException(Links.NO_ANSWER, "request to " + peerId
        + " not delivered: " + cause.getMessage()));
    }
  }

  private void enqueue(int kind, int op, long id, byte[] payload) {
    if (outbox == null) {
      outbox = Payload.write(outboxBytes);
      context.later(flush);
    }
    int before = outbox.position();
    LinkFrame.write(outbox, kind, op, id, payload);
    unwritten += outbox.position() - before;
  }

  private boolean hasRoom(byte[] payload) {
    return unwritten + payload.length + LinkFrame.MAX_HEAD <= MAX_BYTES;
  }

  private String over(byte[] payload) {
    return payload.length + " bytes after " + unwritten + " that wait to be written (expected: at "
      + "most " + MAX_BYTES + " together)";
  }
}
