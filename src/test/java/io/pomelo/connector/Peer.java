package io.pomelo.connector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketDecoder;
import io.pomelo.protocol.PacketType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other end of a connection: writes bytes, reads packages. Used from the test's thread. */
final class Peer {

  static final String HELLO = "{\"sys\":{\"type\":\"test\",\"version\":\"1\"}}";

  /** Packages, and at last the close: the code of a WebSocket, 0 for TCP. */
  private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();
  /** Sizes of WebSocket messages or TCP segments, in packages that end in them. */
  final BlockingQueue<Integer> messages = new LinkedBlockingQueue<>();
  private final PacketDecoder decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
  NetSocket tcp;
  WebSocket ws;

  static Peer tcp(Rig rig) {
    return tcp(rig, new NetClientOptions());
  }

  static Peer tcp(Rig rig, NetClientOptions options) {
    var peer = new Peer();
    var client = rig.keep(rig.vertx.createNetClient(options));
    peer.tcp = Rig.await(client.connect(rig.port(), "127.0.0.1")
      .onSuccess(socket -> {
        socket.handler(peer::take);
        socket.closeHandler(v -> peer.received.add(0));
      }));
    return peer;
  }

  /** A socket whose input nobody reads as packages. */
  static Peer rawTcp(Rig rig) {
    var peer = tcp(rig);
    peer.tcp.handler(bytes -> { });
    return peer;
  }

  static Peer ws(Rig rig) {
    return ws(rig, new WebSocketClientOptions().setMaxFrameSize(Packet.MAX_BODY_LENGTH),
      new WebSocketConnectOptions().setURI("/"));
  }

  static Peer ws(Rig rig, WebSocketClientOptions options, WebSocketConnectOptions connect) {
    var peer = new Peer();
    connect.setHost("127.0.0.1").setPort(rig.port());
    var socket = rig.keep(rig.vertx.createWebSocketClient(options)).webSocket();
    socket.binaryMessageHandler(peer::take);
    socket.closeHandler(v -> peer.received.add((int) peer.ws.closeStatusCode()));
    peer.ws = Rig.await(socket.connect(connect).onSuccess(open -> peer.ws = open));
    return peer;
  }

  private void take(Buffer bytes) {
    var packages = new ArrayList<Packet>();
    decoder.feed(bytes.getBytes(), packages::add);
    messages.add(packages.size());
    received.addAll(packages);
  }

  Peer send(byte[] bytes) {
    Rig.await(tcp != null
      ? tcp.write(Buffer.buffer(bytes))
      : ws.writeFinalBinaryFrame(Buffer.buffer(bytes)));
    return this;
  }

  Peer send(PacketType type, String body) {
    return send(packet(type, body));
  }

  /** Handshake and ack; the answer is the result. */
  JsonObject shakeHands() {
    send(PacketType.HANDSHAKE, HELLO);
    var answer = nextJson(PacketType.HANDSHAKE);
    send(PacketType.HANDSHAKE_ACK, "");
    return answer;
  }

  /** A client that works, for sure. */
  static Peer working(Rig rig, Peer peer) {
    peer.shakeHands();
    peer.send(request(1, "connector.test.ready", "{}"));
    rig.expectOpened();
    rig.expect("message 1 connector.test.ready {}");
    return peer;
  }

  Object next() {
    try {
      var next = received.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS);
      assertNotNull(next, "nothing came");
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  JsonObject nextJson(PacketType type) {
    return new JsonObject(nextText(type));
  }

  String nextText(PacketType type) {
    return new String(next(type), StandardCharsets.UTF_8);
  }

  byte[] next(PacketType type) {
    if (next() instanceof Packet packet) {
      assertEquals(type, packet.type());
      return packet.body();
    }
    throw new AssertionError("closed, expected " + type);
  }

  Message nextMessage() {
    return MessageCodec.decode(next(PacketType.DATA));
  }

  void expectHeartbeat() {
    assertArrayEquals(new byte[0], next(PacketType.HEARTBEAT));
  }

  /** 1000 on WebSocket, an end of the stream on TCP. */
  void expectClosed() {
    assertEquals(ws == null ? 0 : 1000, next());
  }

  boolean isSilent() {
    return received.isEmpty();
  }

  /** Writes without looking whether the connection is still open. */
  void trySend(byte[] bytes) {
    if (tcp != null) {
      tcp.write(Buffer.buffer(bytes));
    } else if (!ws.isClosed()) {
      ws.writeFinalBinaryFrame(Buffer.buffer(bytes));
    }
  }

  /** Closes without looking whether the connection is still open. */
  void leave() {
    if (tcp != null) {
      tcp.close();
    } else {
      ws.close();
    }
  }

  void pause() {
    if (tcp != null) {
      tcp.pause();
    } else {
      ws.pause();
    }
  }

  void resume() {
    if (tcp != null) {
      tcp.resume();
    } else {
      ws.resume();
    }
  }

  void close() {
    Rig.await(ws == null ? tcp.close() : ws.close());
  }

  static byte[] packet(PacketType type, String body) {
    return Packet.encode(type, body.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] request(int id, String route, String body) {
    return MessageCodec.encodePacket(
      Message.request(id, route, body.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] notification(String route, String body) {
    return MessageCodec.encodePacket(Message.notify(route, body.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] join(byte[]... parts) {
    var joined = Buffer.buffer();
    for (var part : parts) {
      joined.appendBytes(part);
    }
    return joined.getBytes();
  }
}
