package io.pomelo.rpc.impl;

import io.pomelo.Component;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The links of one server: one bus address for what comes in, one {@link Link} for each peer for
 * what goes out. Answers come back as frames to the asker's address, so they and pushes keep one
 * order.
 *
 * <p>The server's own id needs no link: its handler is called before {@link #request} or
 * {@link #send} returns, which is earlier than frames that wait in an outbox.
 *
 * <p>Confined to the server's context.
 */
public final class LinksImpl implements Component, Links {

  /** The name of this component. */
  public static final String NAME = "__link__";

  private static final Logger LOG = System.getLogger("pomelo.rpc");
  private static final byte[] NOTHING = {};

  private final Vertx vertx;
  private final ServerInfo self;
  private final Map<LinkOp, LinkHandler> handlers = new EnumMap<>(LinkOp.class);
  private final PendingRequests<byte[]> own;
  private final Peers peers;
  private ServerContext context;
  private MessageConsumer<LinkBatch> consumer;
  private boolean stopped;

  /**
   * The links of a server; they work from {@link #deploy} on.
   *
   * @param vertx the instance the server runs on
   * @param self the server; its incarnation is read when it is deployed
   * @param deadlines the server's
   */
  public LinksImpl(Vertx vertx, ServerInfo self, Deadlines deadlines) {
    this.vertx = vertx;
    this.self = self;
    this.own = new PendingRequests<>(self.getId(), deadlines);
    this.peers = new Peers(self.getId(), deadlines, (peerId, incarnation) ->
      new Link(vertx, context, self, peerId, incarnation, deadlines));
    handlers.put(LinkOp.HELLO, (from, payload) -> Future.succeededFuture(NOTHING));
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Opens this server's address.
   *
   * @param server the server's context, which this is called on
   * @return succeeds when every node of the cluster can reach the address
   */
  @Override
  public Future<?> deploy(Context server) {
    context = ServerContext.of(server);
    LinkBatchCodec.registerOn(vertx);
    consumer = vertx.eventBus().consumer(BusAddress.link(self.getId(), self.getIncarnation()),
      this::receive);
    return consumer.completion();
  }

  /**
   * Sends what is in the outboxes, fails every request in flight and closes the address. Waits for
   * no answer: that is done before.
   *
   * @param server the server's context, which this is called on
   * @return succeeds when the address is closed
   */
  @Override
  public Future<?> undeploy(Context server) {
    stopped = true;
    peers.all().forEach(Link::flush);
    peers.close(self.getId() + " stops");
    own.failAll(PEER_LEFT, "the server stops");
    return consumer == null ? Future.succeededFuture() : consumer.unregister();
  }

  /**
   * Takes over a view of the cluster: fails at once what is in flight to peers that left or came
   * back as another run, and says hello to new ones, so that the bus has found the way to them when
   * the first real frame goes there.
   *
   * @param servers the running servers; this one may be among them
   */
  public void view(List<ServerInfo> servers) {
    if (!stopped) {
      peers.view(servers).forEach(link -> link.send(LinkOp.HELLO, NOTHING));
    }
  }

  @Override
  public Future<byte[]> request(String serverId, LinkOp op, byte[] payload, long timeout) {
    if (serverId.equals(self.getId()) && !stopped) {
      return requestSelf(op, payload, timeout);
    }
    Link link = peers.get(serverId);
    return link == null
      ? LinkException.fail(UNKNOWN_PEER, op + " to " + unknown(serverId))
      : link.request(op, payload, timeout);
  }

  @Override
  public void send(String serverId, LinkOp op, byte[] payload) {
    if (serverId.equals(self.getId()) && !stopped) {
      tell(serverId, op, payload);
      return;
    }
    Link link = peers.get(serverId);
    if (link == null) {
      LOG.log(Level.DEBUG, "[{0}] {1} dropped: {2}", self.getId(), op, unknown(serverId));
    } else {
      link.send(op, payload);
    }
  }

  @Override
  public void handle(LinkOp op, LinkHandler handler) {
    if (handlers.putIfAbsent(op, handler) != null) {
      throw new IllegalStateException("link operation " + op
        + ": a second handler (expected: one)");
    }
  }

  private Future<byte[]> requestSelf(LinkOp op, byte[] payload, long timeout) {
    Future<byte[]> result = call(self.getId(), op, payload);
    if (result.succeeded() && result.result() != null) {
      return result;
    }
    var opened = own.open(op, timeout);
    context.whenDone(result, done -> {
      if (done.succeeded()) {
        own.complete(opened.id(), done.result() == null ? NOTHING : done.result());
      } else {
        own.fail(opened.id(), LinkFailure.seen(self.getId(), op, done.cause()));
      }
    });
    return opened.future();
  }

  /** The bus hands over on a duplicate of the context; handlers shall find the server's own. */
  private void receive(Message<LinkBatch> message) {
    context.later(v -> take(message));
  }

  private void take(Message<LinkBatch> message) {
    LinkBatch batch;
    Payload frames;
    Link link;
    try {
      batch = message.body();
      frames = Payload.read(batch.bytes());
      link = stopped ? null : peers.sender(batch.sender(), batch.incarnation());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "[" + self.getId() + "] a batch of frames cannot be read", e);
      return;
    }
    if (link == null) {
      LOG.log(Level.DEBUG, "[{0}] frames of a past run of {1} dropped", self.getId(),
        batch.sender());
      return;
    }
    while (frames.hasMore()) {
      LinkFrame frame;
      try {
        frame = LinkFrame.read(frames);
      } catch (IllegalArgumentException e) { // where the next one would begin is unknown now
        LOG.log(Level.ERROR, "[" + self.getId() + "] frames from " + batch.sender() + " end in "
          + "something else", e);
        return;
      }
      try {
        take(link, frame);
      } catch (Throwable e) { // the others of the batch have nothing to do with it (hazard H4)
        LOG.log(Level.ERROR, "[" + self.getId() + "] a frame from " + batch.sender() + " failed",
          e);
      }
    }
  }

  private void take(Link link, LinkFrame frame) {
    switch (frame.kind()) {
      case LinkFrame.REQUEST -> serve(link, frame);
      case LinkFrame.ONE_WAY -> tell(link.peerId(), LinkOp.of(frame.op()), frame.payload());
      case LinkFrame.ANSWER -> link.answered(frame.id(), frame.payload());
      case LinkFrame.FAILURE -> link.failed(frame.id(), frame.payload());
      default -> throw new IllegalArgumentException("link frame of kind " + frame.kind()
        + " (expected: 1 to 4)");
    }
  }

  private void serve(Link link, LinkFrame frame) {
    LinkOp op;
    try {
      op = LinkOp.of(frame.op());
    } catch (IllegalArgumentException e) { // a peer of a newer version
      link.fail(frame.id(), new LinkException(LinkFailure.INTERNAL, e.getMessage()));
      return;
    }
    context.whenDone(call(link.peerId(), op, frame.payload()), result -> {
      if (stopped) {
        return;
      }
      if (result.succeeded()) {
        link.answer(frame.id(), result.result() == null ? NOTHING : result.result());
      } else {
        link.fail(frame.id(), LinkFailure.seen(self.getId(), op, result.cause()));
      }
    });
  }

  private void tell(String from, LinkOp op, byte[] payload) {
    call(from, op, payload).onFailure(failure -> LOG.log(Level.ERROR, "[" + self.getId() + "] "
      + op + " from " + from + " failed", failure));
  }

  private Future<byte[]> call(String from, LinkOp op, byte[] payload) {
    LinkHandler handler = handlers.get(op);
    if (handler == null) {
      return LinkException.fail(LinkFailure.INTERNAL, "link operation " + op + " on "
        + self.getId() + ": no handler (expected: one)");
    }
    try {
      Future<byte[]> result = handler.handle(from, payload);
      return result != null ? result : Future.failedFuture(new NullPointerException(
        "handler of link operation " + op + ": null (expected: a future)"));
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }

  private static String unknown(String serverId) {
    return serverId + ": no such server (expected: one that is running)";
  }
}
