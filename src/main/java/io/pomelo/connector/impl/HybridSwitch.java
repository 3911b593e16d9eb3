package io.pomelo.connector.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.pomelo.connector.ConnectorOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.shareddata.LocalMap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The door: one port for WebSocket and raw TCP, told apart by the first four bytes (wire reference
 * 1.4). Together with the other classes named {@code Hybrid...} the only one that knows Netty.
 *
 * <p>It works on the event loop of the server's context. A server on worker or virtual threads has
 * none, and gets an event loop for its sockets; what comes in is then handed over to its context.
 */
final class HybridSwitch {

  private static final Logger LOG = System.getLogger("pomelo.connector");
  private static final int SNIFFED = 4;
  /** Beyond the linger of the single sockets, which is normally enough. */
  private static final long SHUTDOWN_MILLIS = Wire.LINGER_MILLIS + 500;
  private static final String PORTS = "pomelo.connector.ports";

  private final ContextInternal server;
  private final ContextInternal net;
  private final ConnectorOptions options;
  private final Function<Wire, Wire.Reader> readers;
  private final List<HybridWire> unflushed = new ArrayList<>();
  private final Runnable flushAll = this::flushAll;
  private NetServer listener;
  private int port = -1;
  private String claim;

  /**
   * A door that is still closed.
   *
   * @param context the server's context
   * @param options sizes, origins and the options of the TCP server
   * @param readers gives the upper end of each new wire, called on the server's context
   */
  HybridSwitch(Context context, ConnectorOptions options, Function<Wire, Wire.Reader> readers) {
    this.server = ((ContextInternal) context).unwrap();
    this.net = server.isEventLoopContext()
      ? server
      : ((VertxInternal) server.owner()).createEventLoopContext();
    this.options = options;
    this.readers = readers;
  }

  /**
   * Opens the door.
   *
   * @param host an address of this machine
   * @param port the port, 0 for any
   * @return completes on some context; fails with an {@link IllegalStateException} that names host
   *     and port
   */
  Future<Void> listen(String host, int port) {
    var where = host + ":" + port;
    if (port > 0) {
      // Vert.x would let two servers of one instance share the port, one client here, one there.
      var taken = ports().putIfAbsent(where, where);
      if (taken != null) {
        return Future.failedFuture(new IllegalStateException("clients cannot connect to " + where
          + ": another server of this process listens there, expected a free port"));
      }
      claim = where;
    }
    var listening = Promise.<Void>promise();
    net.runOnContext(start -> {
      listener = vertx().createNetServer(serverOptions())
        .connectHandler(this::accept)
        .exceptionHandler(noTls -> LOG.log(Level.DEBUG, () -> "no TLS with a client: " + noTls));
      listener.listen(port, host).onComplete(done -> {
        if (done.succeeded()) {
          this.port = listener.actualPort();
          listening.complete();
        } else {
          release();
          listening.fail(new IllegalStateException("clients cannot connect to " + where + ": "
            + done.cause().getMessage() + ", expected a free port", done.cause()));
        }
      });
    });
    return listening.future();
  }

  /**
   * Closes the door.
   *
   * @return completes when every socket is closed, or soon after {@link Wire#LINGER_MILLIS}
   */
  Future<Void> shutdown() {
    if (listener == null) {
      return Future.succeededFuture();
    }
    return listener.shutdown(SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)
      .eventually(this::portIsFree)
      .onComplete(closed -> release());
  }

  /**
   * Java gives a listening port back only when the selector that served it selects again, which may
   * be after the close is reported: a server started again at once would find its port taken.
   */
  private Future<Void> portIsFree() {
    var free = Promise.<Void>promise();
    var acceptor = ((VertxInternal) vertx()).acceptorEventLoopGroup().next();
    acceptor.schedule(() -> free.complete(), 1, TimeUnit.MILLISECONDS);
    return free.future();
  }

  /**
   * The port.
   *
   * @return the one in use, -1 before it listens
   */
  int port() {
    return port;
  }

  private void release() {
    if (claim != null) {
      ports().remove(claim);
      claim = null;
    }
  }

  private LocalMap<String, String> ports() {
    return vertx().sharedData().getLocalMap(PORTS);
  }

  private Vertx vertx() {
    return server.owner();
  }

  private NetServerOptions serverOptions() {
    var copy = new NetServerOptions(options.getServerOptions());
    if (copy.isSsl()) {
      var limit = copy.getSslHandshakeTimeoutUnit().toMillis(copy.getSslHandshakeTimeout());
      copy.setSslHandshakeTimeout(Math.min(limit, options.getHandshakeTimeout()))
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
    return copy;
  }

  private void accept(NetSocket socket) {
    var vertxHandler = ((NetSocketInternal) socket).channelHandlerContext();
    var pipeline = vertxHandler.pipeline();
    var wire = new HybridWire(this, server, socket.remoteAddress());
    pipeline.addBefore(vertxHandler.name(), "pomelo-wire", wire);
    pipeline.addBefore("pomelo-wire", "pomelo-switch", new Sniffer(wire));
    server.emit(accepted -> wire.reader(readers.apply(wire)));
  }

  /** Flushes a wire at the end of this turn, with all others that wrote in it. */
  void flushLater(HybridWire wire) {
    if (unflushed.isEmpty()) {
      net.nettyEventLoop().execute(flushAll);
    }
    unflushed.add(wire);
  }

  private void flushAll() {
    // By index and to the end: a flush can fail, and what is told of that can write again.
    for (var i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flushNow();
    }
    unflushed.clear();
  }

  /** Waits for four bytes and decides. */
  private final class Sniffer extends ChannelInboundHandlerAdapter {

    private final HybridWire wire;
    private ByteBuf first = Unpooled.EMPTY_BUFFER;

    Sniffer(HybridWire wire) {
      this.wire = wire;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      var bytes = (ByteBuf) message;
      if (first.isReadable() || bytes.readableBytes() < SNIFFED) {
        // A copy of a few bytes, so that a client that is slow to decide holds no pooled buffer.
        var joined = Unpooled.copiedBuffer(first, bytes);
        first.release();
        bytes.release();
        first = joined;
        if (first.readableBytes() < SNIFFED) {
          return;
        }
        bytes = first;
        first = Unpooled.EMPTY_BUFFER;
      }
      if (isHttp(bytes)) {
        HybridUpgrade.install(ctx, wire, options);
      } else {
        wire.speaksTcp();
      }
      // Removed first: what the bytes lead to may close the socket and empty the pipeline.
      ctx.pipeline().remove(this);
      ctx.fireChannelRead(bytes);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      first.release();
    }

    private boolean isHttp(ByteBuf bytes) {
      var word = bytes.getInt(bytes.readerIndex());
      return word == 0x47455420 // "GET "
        || word == 0x504f5354 // "POST"
        || word == 0x50555420 // "PUT "
        || word == 0x48454144; // "HEAD"
    }
  }
}
