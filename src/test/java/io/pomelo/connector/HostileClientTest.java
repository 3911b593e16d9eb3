package io.pomelo.connector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.PacketType;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one client sends costs the server no more than its share. */
@ExtendWith(VertxExtension.class)
class HostileClientTest {

  private static final long MEGABYTE = 1024 * 1024;

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
}
