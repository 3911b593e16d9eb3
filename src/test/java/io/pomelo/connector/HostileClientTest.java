package io.pomelo.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.pomelo.protocol.PacketType;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one client sends costs the server no more than its share. */
@ExtendWith(VertxExtension.class)
class HostileClientTest {

  private static final long MEGABYTE = 1024 * 1024;
  /** A final binary message, compressed. */
  private static final int COMPRESSED = 0xC2;
  private static final int BINARY = 0x82;
  private static final String UPGRADE = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    + "Sec-WebSocket-Extensions: permessage-deflate\r\n"
    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

  /** A worker has a queue without end: what it did not take yet must stay at the client. */
  @Test
  void readsNoMoreThanABusyWorkerTakes(Vertx vertx) throws IOException {
    var rig = new Rig(vertx);
    rig.threading = ThreadingModel.WORKER;
    var busy = new CountDownLatch(1);
    rig.handler = (client, message) -> {
      if (message.route().equals("a.b.stop")) {
        awaitQuietly(busy);
      }
    };
    rig.start();
    try (var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", rig.port()));
      var selector = Selector.open()) {
      channel.write(ByteBuffer.wrap(Peer.join(
        Peer.packet(PacketType.HANDSHAKE, Peer.HELLO), Peer.packet(PacketType.HANDSHAKE_ACK, ""))));
      assertTrue(channel.read(ByteBuffer.allocate(1_000)) > 0);
      channel.write(ByteBuffer.wrap(Peer.join(Peer.packet(PacketType.HANDSHAKE_ACK, ""),
        Peer.request(1, "a.b.stop", "{}"))));
      rig.expect("opened 1");
      rig.expect("message 1 a.b.stop {}");
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_WRITE);
      var flood = ByteBuffer.wrap(Peer.packet(PacketType.HEARTBEAT, "x".repeat(50_000)));
      var sent = 0L;
      while (selector.select(300) > 0) {
        selector.selectedKeys().clear();
        sent += channel.write(flood);
        if (!flood.hasRemaining()) {
          flood.rewind();
        }
        assertTrue(sent < 100 * MEGABYTE, "the server took " + sent + " bytes for a busy worker");
      }
      busy.countDown();
      selector.close();
      channel.configureBlocking(true);
      channel.write(flood);
      channel.write(ByteBuffer.wrap(Peer.request(2, "a.b.go", "{}")));
      rig.expect("message 2 a.b.go {}");
    } finally {
      busy.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A deflater holds a quarter of a megabyte outside the heap, for every client that offers it. */
  @Test
  void keepsNoCompressionStateForAClient(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.ws(rig, new WebSocketClientOptions().setTryUsePerMessageCompression(true),
      new WebSocketConnectOptions().setURI("/"));
    var extensions = peer.ws.headers().get("sec-websocket-extensions");
    assertTrue(extensions.contains("server_no_context_takeover"), extensions);
  }

  @Test
  void inflatesNoMoreThanAMessageMayHave(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var before = allocated(rig);
    var peer = Peer.rawTcp(rig);
    peer.send(UPGRADE.getBytes(StandardCharsets.US_ASCII));
    rig.expect("opened 1");
    peer.send(frame(COMPRESSED, deflated(new byte[50 * 1024 * 1024])));
    rig.expect("closed 1 protocol");
    var used = allocated(rig) - before;
    assertTrue(used < 16 * MEGABYTE, "inflating took " + used + " bytes");
  }

  @Test
  void dropsClientsThatSendBombsAndInflatesNoMoreOfThem(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.rawTcp(rig);
    peer.send(UPGRADE.getBytes(StandardCharsets.US_ASCII));
    rig.expect("opened 1");
    peer.send(frame(BINARY, Peer.packet(PacketType.HANDSHAKE, Peer.HELLO)));
    peer.send(frame(BINARY, Peer.packet(PacketType.HANDSHAKE_ACK, "")));
    rig.until(rig.lastClient()::isWorking);
    var bomb = frame(COMPRESSED, deflated(Peer.packet(PacketType.HEARTBEAT, "x".repeat(60_000))));
    var flood = Buffer.buffer();
    while (flood.length() < MEGABYTE) {
      flood.appendBytes(bomb);
    }
    var before = allocated(rig);
    peer.tcp.write(flood);
    rig.expect("closed 1 errors");
    var used = allocated(rig) - before;
    assertTrue(used < 64 * MEGABYTE, "a megabyte of bombs took " + used + " bytes");
  }

  @Test
  void logsRefusedClientsTogether(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.self.setMaxConnections(0);
    rig.start();
    var lines = new LinkedBlockingQueue<String>();
    var logger = Logger.getLogger("pomelo.connector");
    var collector = new StreamHandler() {
      @Override
      public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()
          && line.getMessage().contains("refused")) {
          lines.add(line.getMessage());
        }
      }
    };
    logger.addHandler(collector);
    try {
      for (var n = 0; n < 20; n++) {
        Peer.ws(rig).expectClosed();
      }
    } finally {
      logger.removeHandler(collector);
    }
    assertEquals(1, lines.size(), lines::toString);
  }

  /** Before Vert.x gives the connection away, and in the middle of the request for a WebSocket. */
  @Test
  void givesTlsAndHttpNoMoreTimeThanTheHandshake(Vertx vertx) {
    var certificate = SelfSignedCertificate.create();
    try {
      var secure = new Rig(vertx);
      secure.options.setHandshakeTimeout(200).getServerOptions()
        .setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
      Peer.tcp(secure.start()).expectClosed();
      var plain = new Rig(vertx);
      plain.options.setHandshakeTimeout(200);
      Peer.rawTcp(plain.start())
        .send(UPGRADE.substring(0, 40).getBytes(StandardCharsets.US_ASCII)).expectClosed();
      assertEquals(List.of(), List.copyOf(plain.events));
    } finally {
      certificate.delete();
    }
  }

  @Test
  void measuresWhatWaitsBehindTlsAndCompression(Vertx vertx) {
    var certificate = SelfSignedCertificate.create();
    try {
      var rig = new Rig(vertx);
      rig.options.setMaxOutbound(100_000).getServerOptions()
        .setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
      rig.start();
      var transports = List.<Supplier<Peer>>of(
        () -> Peer.tcp(rig, new NetClientOptions().setSsl(true).setTrustAll(true)
          .setHostnameVerificationAlgorithm("")),
        () -> Peer.ws(rig, new WebSocketClientOptions().setSsl(true).setTrustAll(true)
          .setVerifyHost(false).setTryUsePerMessageCompression(true),
          new WebSocketConnectOptions().setURI("/")));
      var body = new byte[50_000];
      new Random(7).nextBytes(body); // does not shrink
      for (var transport : transports) {
        var peer = Peer.working(rig, transport.get());
        peer.pause();
        var client = rig.lastClient();
        rig.run(() -> {
          var push = rig.connector().encodePush("onBig", body);
          for (var i = 0; i < 400 && client.isWorking(); i++) {
            client.send(push);
          }
          assertFalse(client.isWorking(), "still working with 20 MB on their way");
        });
        rig.expect("closed " + client.id() + " slow");
        peer.resume(); // else its client waits ten seconds for it at the end
      }
    } finally {
      certificate.delete();
    }
  }

  private static long allocated(Rig rig) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return rig.on(() -> threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
  }

  /** As the payload of a message: without the tail of an empty block. */
  private static byte[] deflated(byte[] message) {
    var deflater = new Deflater(9, true);
    deflater.setInput(message);
    var bytes = new byte[100_000];
    var length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Buffer.buffer().appendBytes(bytes, 0, length - 4).getBytes();
  }

  /** One frame, masked with zeros. */
  private static byte[] frame(int head, byte[] payload) {
    assertTrue(payload.length <= 0xFFFF, () -> payload.length + " bytes");
    var frame = Buffer.buffer().appendUnsignedByte((short) head);
    if (payload.length < 126) {
      frame.appendUnsignedByte((short) (0x80 | payload.length));
    } else {
      frame.appendUnsignedByte((short) (0x80 | 126)).appendUnsignedShort(payload.length);
    }
    return frame.appendInt(0).appendBytes(payload).getBytes();
  }
}
