package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.MessageType;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketDecoder;
import io.pomelo.protocol.PacketType;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only the packages themselves show, as they come in the messages of a WebSocket. */
class WireTest extends ConformanceTest {

  /** Held here, as a client nobody refers to is closed by its cleaner. */
  private final WebSocketClient client = vertx().createWebSocketClient();
  private final List<WebSocket> sockets = new ArrayList<>();

  @AfterEach
  void closeSockets() {
    sockets.forEach(socket -> await(socket.close()));
  }

  private Wire connect(String connector) {
    var wire = new Wire(client, connector);
    sockets.add(wire.socket);
    return wire;
  }

  /** A wire with its handshake done. */
  private Wire open(String connector) {
    var wire = connect(connector);
    wire.shakeHands();
    wire.send(Packet.encode(PacketType.HANDSHAKE_ACK));
    return wire;
  }

  /** One WebSocket whose binary messages are collected as lists of packages. */
  private static final class Wire {

    private final List<List<Packet>> messages = new ArrayList<>();
    private final WebSocket socket;
    private Promise<Void> answered = Promise.promise();

    private Wire(WebSocketClient client, String connector) {
      socket = await(client.webSocket()
        .binaryMessageHandler(this::received)
        .connect(port(connector), "127.0.0.1", "/"));
    }

    private synchronized void received(Buffer bytes) {
      var packets = new ArrayList<Packet>();
      new PacketDecoder(Packet.MAX_BODY_LENGTH).feed(bytes.getBytes(), packets::add);
      packets.removeIf(packet -> packet.type() == PacketType.HEARTBEAT);
      if (packets.isEmpty()) {
        return;
      }
      messages.add(packets);
      if (packets.stream().anyMatch(Wire::isAnswer)) {
        answered.tryComplete();
      }
    }

    private static boolean isAnswer(Packet packet) {
      return packet.type() == PacketType.HANDSHAKE || packet.type() == PacketType.DATA
        && MessageCodec.decode(packet.body()).type() == MessageType.RESPONSE;
    }

    private void shakeHands() {
      send(Packet.encode(PacketType.HANDSHAKE, bytes("{\"sys\":{}}")));
      answer();
    }

    private void send(byte[] bytes) {
      await(socket.writeBinaryMessage(Buffer.buffer(bytes)));
    }

    private void tell(String route, String body) {
      send(MessageCodec.encodePacket(Message.notify(route, bytes(json(body).encode()))));
    }

    private void ask(int id, String route, String body) {
      send(MessageCodec.encodePacket(Message.request(id, route, bytes(json(body).encode()))));
    }

    /** Every message that came since the last call, up to the one with an answer. */
    private List<List<Packet>> answer() {
      Promise<Void> answer;
      synchronized (this) {
        answer = answered;
      }
      await(answer.future());
      synchronized (this) {
        var all = List.copyOf(messages);
        messages.clear();
        answered = Promise.promise();
        return all;
      }
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static List<Message> decoded(List<Packet> message) {
    return message.stream().map(packet -> MessageCodec.decode(packet.body())).toList();
  }

  @Test
  void answersNoNotificationWithAnyPackage() {
    var wire = open("conn-plain");
    wire.tell("connector.notifyHandler.markAndReply", "{'tag': 1}");
    wire.tell("connector.notifyHandler.markAndFail", "{'tag': 2}");
    wire.tell("connector.echoHandler.boom", "{}");
    wire.tell("connector.echoHandler.echo", "{'filter': 'globalDenyResp'}");
    wire.tell("no.such.route", "{}");
    wire.ask(9, "connector.notifyHandler.marks", "{}");
    List<List<Packet>> came = wire.answer();
    assertEquals(1, came.size(), came::toString);
    Message answer = decoded(came.get(0)).get(0);
    assertEquals(9, answer.id());
    assertEquals(json("{'code': 200, 'tags': [1, 2]}"),
      new JsonObject(Buffer.buffer(answer.body())));
  }

  @Test
  void sendsPushesAndAnswerOfOneTurnInOneMessageOnTheDictConnector() {
    var wire = open("conn-dict");
    wire.ask(1, "connector.entryHandler.login", "{'uid': 'batch'}");
    wire.answer();
    wire.ask(2, "connector.pushHandler.toSelf", "{'route': 'onTick', 'n': 3, 'data': 'x'}");
    List<List<Packet>> came = wire.answer();
    assertEquals(1, came.size(), came::toString);
    assertEquals(
      List.of(MessageType.PUSH, MessageType.PUSH, MessageType.PUSH, MessageType.RESPONSE),
      decoded(came.get(0)).stream().map(Message::type).toList());
  }

  @Test
  void sendsOnePackageInAMessageOnTheOtherConnectors() {
    var wire = open("conn-main");
    wire.ask(1, "connector.entryHandler.login", "{'uid': 'single'}");
    wire.answer();
    wire.ask(2, "connector.pushHandler.toSelf", "{'route': 'onTick', 'n': 3, 'data': 'x'}");
    assertEquals(List.of(1, 1, 1, 1), wire.answer().stream().map(List::size).toList());
  }

  @Test
  void sendsPushRoutesAsCodesOnlyWhereTheDictionaryHasThem() {
    var wire = open("conn-main");
    wire.ask(1, "connector.entryHandler.login", "{'uid': 'coded'}");
    wire.answer();
    wire.ask(2, "connector.pushHandler.toSelf", "{'route': 'onTick', 'n': 1}");
    Message coded = decoded(wire.answer().get(0)).get(0);
    wire.ask(3, "connector.pushHandler.toSelf", "{'route': 'onPlain', 'n': 1}");
    Message plain = decoded(wire.answer().get(0)).get(0);
    int code = client("conn-main").handshake().getJsonObject("sys").getJsonObject("dict")
      .getInteger("onTick");
    assertEquals(code, coded.routeCode());
    assertEquals("onPlain", plain.route());
  }

  @Test
  void broadcastsNothingToAClientThatHasNotFinishedTheHandshake() {
    var waiting = connect("conn-plain");
    waiting.shakeHands();
    var other = client("conn-main");
    answers("{'code': 200}", other, "connector.pushHandler.broadcast",
      "{'route': 'onWorld', 'msg': {'a': 1}, 'binded': false}");
    waiting.send(Packet.encode(PacketType.HANDSHAKE_ACK));
    waiting.ask(1, "connector.echoHandler.none", "{}");
    List<List<Packet>> came = waiting.answer();
    assertEquals(1, came.size(), came::toString);
    assertEquals(MessageType.RESPONSE, decoded(came.get(0)).get(0).type());
  }
}
