package io.pomelo.client.impl;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.protocol.Packet;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One connection that carries bytes, whatever the transport. Each has a Vert.x client of its own,
 * closed with it. Confined to the context it is opened on.
 */
final class ClientSocket {

  private static final int MAX_MESSAGE = Packet.HEADER_LENGTH + Packet.MAX_BODY_LENGTH;
  /** Seconds to wait for the other side's close frame. */
  private static final int CLOSING_TIMEOUT = 2;
  /** Milliseconds after the client's deadline, whose error tells more, to give up an upgrade. */
  private static final long UPGRADE_GRACE = 500;
  /** A server that pushes in batches puts several packages in one message (section 9.5). */
  private static final int MAX_BATCH = 4 * MAX_MESSAGE;

  private final Function<Buffer, Future<Void>> writer;
  private final Supplier<Future<Void>> closer;
  private final Future<Void> closed;

  private ClientSocket(
    Function<Buffer, Future<Void>> writer, Supplier<Future<Void>> closer, Future<Void> closed) {
    this.writer = writer;
    this.closer = closer;
    this.closed = closed;
  }

  /**
   * Opens a connection on the current context.
   *
   * @param data gets the bytes as they arrive
   * @param ended called once when an open connection has ended
   * @return fails when there is no connection
   */
  static Future<ClientSocket> open(
    Vertx vertx, PomeloClientOptions options, Handler<Buffer> data, Handler<Void> ended) {
    return options.getTransport() == ClientTransport.TCP
      ? tcp(vertx, options, data, ended)
      : webSocket(vertx, options, data, ended);
  }

  private static Future<ClientSocket> tcp(
    Vertx vertx, PomeloClientOptions options, Handler<Buffer> data, Handler<Void> ended) {
    var clientOptions = new NetClientOptions()
      .setTcpNoDelay(true)
      .setConnectTimeout((int) Math.min(options.getTimeout(), Integer.MAX_VALUE))
      .setSsl(options.isSsl())
      .setTrustAll(options.isTrustAll())
      .setHostnameVerificationAlgorithm(options.isTrustAll() ? "" : "HTTPS");
    NetClient client = vertx.createNetClient(clientOptions);
    return client.connect(options.getPort(), options.getHost())
      .onFailure(failure -> client.close())
      .map(socket -> tcp(client, socket, data, ended));
  }

  private static ClientSocket tcp(
    NetClient client, NetSocket socket, Handler<Buffer> data, Handler<Void> ended) {
    Promise<Void> closed = Promise.promise();
    // A connection that breaks closes next, which is what everybody waits for.
    socket.exceptionHandler(failure -> { });
    socket.closeHandler(v -> {
      client.close();
      closed.complete();
      ended.handle(null);
    });
    socket.handler(data);
    return new ClientSocket(socket::write, socket::close, closed.future());
  }

  private static Future<ClientSocket> webSocket(
    Vertx vertx, PomeloClientOptions options, Handler<Buffer> data, Handler<Void> ended) {
    WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
      .setTcpNoDelay(true)
      .setConnectTimeout((int) Math.min(options.getTimeout(), Integer.MAX_VALUE))
      .setSsl(options.isSsl())
      .setTrustAll(options.isTrustAll())
      .setVerifyHost(!options.isTrustAll())
      .setMaxFrameSize(MAX_BATCH)
      .setMaxMessageSize(MAX_BATCH)
      .setClosingTimeout(CLOSING_TIMEOUT));
    Promise<Void> closed = Promise.promise();
    ClientWebSocket socket = client.webSocket();
    socket.exceptionHandler(failure -> { });
    // Packages are cut by their own headers, so frames need not be joined to messages first.
    socket.handler(data);
    socket.closeHandler(v -> {
      client.close();
      closed.complete();
      ended.handle(null);
    });
    return socket.connect(new WebSocketConnectOptions()
        .setHost(options.getHost()).setPort(options.getPort()).setURI(options.getPath())
        .setTimeout(options.getTimeout() + UPGRADE_GRACE))
      .onFailure(failure -> client.close())
      .map(opened ->
        new ClientSocket(opened::writeBinaryMessage, opened::close, closed.future()));
  }

  /** Sends bytes; on a WebSocket as one binary message. */
  Future<Void> write(Buffer bytes) {
    return writer.apply(bytes);
  }

  /** Closes; succeeds when the connection has ended. */
  Future<Void> close() {
    return closer.get().transform(written -> closed);
  }
}
