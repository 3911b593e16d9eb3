package io.pomelo.connector.impl;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.VoidChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The last handler before Vert.x's own in the pipeline of a socket. Below it everything is Netty's
 * and happens on the socket's event loop; what it tells its reader is told on the server's context.
 */
final class HybridWire extends ChannelInboundHandlerAdapter implements Wire {

  private static final Logger LOG = System.getLogger("pomelo.connector");
  /** Bytes on their way to a context with a queue of its own, from which on the socket rests. */
  private static final int MAX_UNTAKEN = 64 * 1024;
  /** From this size on a message counts as a fault that is {@link #MAX_RATIO} times what came. */
  private static final int BIG_MESSAGE = 16 * 1024;
  private static final int MAX_RATIO = 100;

  private final HybridSwitch door;
  private final ContextInternal server;
  private final SocketAddress remoteAddress;
  private final Handler<byte[]> received;
  private Reader reader;

  private ChannelHandlerContext ctx;
  private ChannelPromise unheard;
  private boolean webSocket;
  private boolean reading;
  private boolean written;
  private boolean closing;
  private int untaken;
  private long weight;
  private Future<?> linger;

  HybridWire(HybridSwitch door, ContextInternal server, SocketAddress remoteAddress) {
    this.door = door;
    this.server = server;
    this.remoteAddress = remoteAddress;
    this.received = server.isEventLoopContext() ? this::tell : this::tellAcross;
  }

  /** Sets the upper end, on the server's context and before anything is told. */
  void reader(Reader reader) {
    this.reader = reader;
  }

  /** The first bytes are there, and are no HTTP. */
  void speaksTcp() {
    server.emit(opened -> reader.opened());
  }

  /** The WebSocket is open. */
  void speaksWebSocket() {
    webSocket = true;
    server.emit(opened -> reader.opened());
  }

  private void tell(byte[] bytes) {
    reader.received(bytes, webSocket);
  }

  private void tellAcross(byte[] bytes) {
    try {
      tell(bytes);
    } finally {
      ctx.executor().execute(() -> untaken(-bytes.length));
    }
  }

  /** A worker's queue has no end of its own: what it did not take yet stays at the client. */
  private void untaken(int more) {
    untaken += more;
    var reads = untaken <= MAX_UNTAKEN;
    if (ctx.channel().config().isAutoRead() != reads) {
      ctx.channel().config().setAutoRead(reads);
    }
  }

  @Override
  public SocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public void write(byte[] packet) {
    if (ctx.executor().inEventLoop()) {
      writeNow(packet);
    } else {
      ctx.executor().execute(() -> writeNow(packet));
    }
  }

  private void writeNow(byte[] packet) {
    if (closing || !ctx.channel().isActive()) {
      return;
    }
    var bytes = Unpooled.wrappedBuffer(packet);
    writeNow(webSocket ? new BinaryWebSocketFrame(bytes) : bytes);
  }

  private void writeNow(Object message) {
    // Nobody listens to single writes: a failed one closes the socket, and that is heard.
    ctx.write(message, unheard);
    if (!written) {
      written = true;
      if (!reading) {
        door.flushLater(this);
      }
    }
  }

  @Override
  public void flush() {
    if (ctx.executor().inEventLoop()) {
      flushNow();
    } else {
      ctx.executor().execute(this::flushNow);
    }
  }

  void flushNow() {
    if (written) {
      written = false;
      ctx.flush();
    }
  }

  @Override
  public long pendingBytes() {
    var outbound = ctx.channel().unsafe().outboundBuffer();
    return outbound == null ? 0 : outbound.totalPendingWriteBytes();
  }

  @Override
  public void close() {
    if (ctx.executor().inEventLoop()) {
      closeNow();
    } else {
      ctx.executor().execute(this::closeNow);
    }
  }

  private void closeNow() {
    if (closing) {
      return;
    }
    if (webSocket) {
      // The peer answers with a close frame of its own; that or the linger ends it.
      closeWith(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE, ""), false);
    } else {
      closeWith(Unpooled.EMPTY_BUFFER, true);
    }
  }

  private void closeWith(Object last, boolean end) {
    closing = true;
    linger = ctx.executor().schedule(this::destroyNow, LINGER_MILLIS, TimeUnit.MILLISECONDS);
    var written = ctx.writeAndFlush(last);
    if (end) {
      written.addListener((ChannelFutureListener) done -> endOutput());
    }
  }

  private void endOutput() {
    if (ctx.channel() instanceof DuplexChannel channel
      && ctx.pipeline().get(SslHandler.class) == null) {
      channel.shutdownOutput();
    } else {
      ctx.close();
    }
  }

  @Override
  public void destroy() {
    if (ctx.executor().inEventLoop()) {
      destroyNow();
    } else {
      ctx.executor().execute(this::destroyNow);
    }
  }

  private void destroyNow() {
    closing = true;
    // Past all handlers, TLS too: they would first write what the peer does not take.
    ctx.channel().unsafe().close(ctx.channel().unsafe().voidPromise());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    this.unheard = new VoidChannelPromise(ctx.channel(), false);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reading = true;
    try {
      if (message instanceof CloseWebSocketFrame close) {
        closed(close);
      } else if (closing) {
        return; // read and dropped, so that the peer is not reset before it has read the last word
      } else if (message instanceof ByteBuf bytes && !webSocket) {
        deliver(bytes);
      } else if (message instanceof BinaryWebSocketFrame frame) {
        deliverMessage(frame.content());
      } else if (message instanceof TextWebSocketFrame frame) {
        deliverMessage(frame.content());
      } else if (message instanceof PingWebSocketFrame ping) {
        if (ctx.channel().isWritable()) {
          writeNow(new PongWebSocketFrame(ping.content().retain()));
        }
      } else if (!(message instanceof PongWebSocketFrame)) {
        closeNow(); // bytes of a WebSocket before it was open
        leaving("protocol");
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** Whether nothing that comes in is read any more, but the peer's close. */
  boolean isClosing() {
    return closing;
  }

  /** Counts bytes of the message that comes next, as they travelled. */
  void weigh(int bytes) {
    weight += bytes;
  }

  private void deliverMessage(ByteBuf message) {
    var came = weight;
    weight = 0;
    if (message.readableBytes() >= BIG_MESSAGE && message.readableBytes() > came * MAX_RATIO) {
      server.emit(inflated -> reader.inflated());
    }
    if (!closing) {
      deliver(message);
    }
  }

  private void deliver(ByteBuf bytes) {
    if (bytes.isReadable()) {
      if (!server.isEventLoopContext()) {
        untaken(bytes.readableBytes());
      }
      server.emit(ByteBufUtil.getBytes(bytes), received);
    }
  }

  private void closed(CloseWebSocketFrame close) {
    if (closing) {
      ctx.close();
    } else {
      closeWith(new CloseWebSocketFrame(true, 0, close.content().retain()), true);
      leaving("closed");
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    flushNow();
    ctx.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    if (linger != null) {
      linger.cancel(false);
    }
    server.emit(closed -> reader.closed());
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.log(Level.DEBUG, () -> "client at " + remoteAddress + ": " + cause);
    if (cause instanceof IOException) {
      destroyNow();
    } else if (!closing) {
      closeNow();
      leaving("protocol");
    }
  }

  private void leaving(String reason) {
    server.emit(left -> reader.leaving(reason));
  }
}
