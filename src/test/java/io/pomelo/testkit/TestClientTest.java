package io.pomelo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.client.Push;
import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketDecoder;
import io.pomelo.protocol.PacketType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestClientTest {

  private Vertx vertx;
  private final Promise<NetSocket> server = Promise.promise();
  private final Promise<Packet> data = Promise.promise();
  private TestClient client;

  @BeforeEach
  void connect() throws Exception {
    vertx = Vertx.vertx();
    var listening = await(vertx.createNetServer().connectHandler(socket -> {
      var decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
      socket.handler(bytes -> decoder.feed(bytes.getBytes(), packet -> {
        switch (packet.type()) {
          case HANDSHAKE -> socket.write(Buffer.buffer(Packet.encode(PacketType.HANDSHAKE,
            new JsonObject().put("code", 200).toBuffer().getBytes())));
          case HANDSHAKE_ACK -> server.complete(socket);
          default -> data.complete(packet);
        }
      }));
    }).listen(0, "127.0.0.1"));
    client = await(TestClient.connect(vertx, new PomeloClientOptions()
      .setPort(listening.actualPort()).setTransport(ClientTransport.TCP)));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void givesOutPushesInOrderWhetherTheyCameBeforeOrAfter() throws Exception {
    push("onA", 1);
    push("onB", 2);
    push("onA", 3);

    assertEquals(2, await(client.push("onB")).getInteger("seq"));
    assertEquals(1, await(client.push("onA")).getInteger("seq"));
    assertEquals(3, await(client.push("onA")).getInteger("seq"));
    Future<JsonObject> fourth = client.push("onA");
    Future<JsonObject> fifth = client.push("onA");
    push("onA", 4);
    push("onA", 5);
    assertEquals(4, await(fourth).getInteger("seq"));
    assertEquals(5, await(fifth).getInteger("seq"));
    assertEquals(List.of("onA", "onB", "onA", "onA", "onA"),
      client.pushes().stream().map(Push::route).toList());
    assertEquals(List.of(new JsonObject().put("seq", 2)), client.pushes("onB"));
  }

  @Test
  void tellsWhatCameInsteadOfAPush() throws Exception {
    push("onOther", 1);
    await(client.push("onOther"));

    var failure = assertThrows(TimeoutException.class,
      () -> await(client.pushTimeout(50).push("onA")));

    assertTrue(failure.getMessage().contains("onOther {\"seq\":1}"), failure.getMessage());
  }

  @Test
  void theEndFailsWhoWaitsForAPushOrAKick() throws Exception {
    var waiting = client.push("onA");
    await(server.future()).close();

    await(client.closed());

    assertThrows(IllegalStateException.class, () -> await(waiting));
    assertThrows(IllegalStateException.class, () -> await(client.push("onA")));
    assertThrows(IllegalStateException.class, () -> await(client.kicked()));
  }

  @Test
  void remembersTheKick() throws Exception {
    await(server.future()).write(Buffer.buffer(Packet.encode(PacketType.KICK,
      new JsonObject().put("reason", "enough").toBuffer().getBytes())));

    assertEquals("enough", await(client.kicked()));
  }

  @Test
  void sendsBytesAsTheyAre() throws Exception {
    await(client.raw(Buffer.buffer(new byte[] {4, 0, 0, 1, 0x7f})));

    assertEquals(new Packet(PacketType.DATA, new byte[] {0x7f}), await(data.future()));
  }

  private void push(String route, int seq) throws Exception {
    await(server.future()).write(Buffer.buffer(MessageCodec.encodePacket(
      Message.push(route, new JsonObject().put("seq", seq).toBuffer().getBytes()))));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
