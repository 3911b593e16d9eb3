package io.pomelo.protocol;

import static io.pomelo.protocol.WireVectors.hex;
import static io.pomelo.protocol.WireVectors.plain;
import static io.pomelo.protocol.WireVectors.unhex;
import static io.pomelo.protocol.WireVectors.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pomelo.protocol.WireVectors.Vector;
import io.pomelo.protocol.protobuf.ProtoDecoder;
import io.pomelo.protocol.protobuf.ProtoEncoder;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every vector is one test of its name. A vector of a kind nobody handles here fails.
 */
class WireVectorsTest {

  /** Signatures of client messages are no part of the codec; the connector's tests take them. */
  private static final String NOT_OURS = "crypto verify";

  static List<Vector> vectors() {
    return WireVectors.all().stream().filter(v -> !v.kind().equals(NOT_OURS)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void theVectorHolds(Vector vector) {
    try {
      check(vector);
    } catch (AssertionError | RuntimeException failure) {
      // Build reports number the vectors only, so the name goes into the text.
      throw new AssertionError("vector " + vector + ": " + failure.getMessage(), failure);
    }
  }

  private static void check(Vector vector) {
    switch (vector.kind()) {
      case "package roundtrip" -> packageRoundtrip(vector);
      case "package header" -> packageHeader(vector);
      case "package stream" -> packageStream(vector);
      case "package malformed" -> packageMalformed(vector);
      case "message roundtrip" -> messageRoundtrip(vector);
      case "message decode" -> messageDecode(vector);
      case "message malformed" ->
        assertThrows(ProtocolException.class, () -> MessageCodec.decode(vector.bytes()));
      case "message encode-reject" ->
        assertThrows(ProtocolException.class, () -> MessageCodec.encode(message(vector.input())));
      case "protobuf roundtrip" -> protobufRoundtrip(vector);
      case "protobuf encode" -> protobufEncode(vector);
      case "protobuf decode" -> protobufDecode(vector);
      case "protobuf malformed" -> assertThrows(ProtocolException.class, () -> decode(vector));
      case "protobuf encode-reject" -> protobufReject(vector);
      case "handshake roundtrip" -> handshakeRoundtrip(vector);
      case "version encode" -> version(vector);
      case "data roundtrip" -> dataRoundtrip(vector);
      default -> fail("vector of kind \"" + vector.kind() + "\", expected one that is handled");
    }
  }

  @Test
  void noVectorIsLeftOut() {
    var counts = new TreeMap<String, Integer>();
    WireVectors.all().forEach(vector -> counts.merge(vector.kind(), 1, Integer::sum));
    assertEquals(148, WireVectors.all().size());
    assertEquals(148, WireVectors.all().stream().map(Vector::name).distinct().count());
    assertEquals(new TreeMap<>(Map.ofEntries(
      Map.entry(NOT_OURS, 5),
      Map.entry("data roundtrip", 8),
      Map.entry("handshake roundtrip", 11),
      Map.entry("message decode", 2),
      Map.entry("message encode-reject", 3),
      Map.entry("message malformed", 5),
      Map.entry("message roundtrip", 28),
      Map.entry("package header", 3),
      Map.entry("package malformed", 7),
      Map.entry("package roundtrip", 7),
      Map.entry("package stream", 3),
      Map.entry("protobuf decode", 8),
      Map.entry("protobuf encode", 7),
      Map.entry("protobuf encode-reject", 4),
      Map.entry("protobuf malformed", 6),
      Map.entry("protobuf roundtrip", 39),
      Map.entry("version encode", 2))), counts);
    assertEquals(143, vectors().size());
  }

  private static void packageRoundtrip(Vector vector) {
    var packet = packet(vector.input());
    assertEquals(hex(vector.bytes()), hex(packet.encode()));
    assertEquals(hex(vector.bytes()), hex(Packet.encode(packet.type(), packet.body())));
    assertEquals(List.of(packet), packets(vector.bytes()));
    if (packet.body().length == 0) {
      assertEquals(hex(vector.bytes()), hex(Packet.encode(packet.type())));
    }
  }

  private static void packageHeader(Vector vector) {
    var length = vector.input().getInteger("bodyLength");
    var bytes = new Packet(PacketType.of(vector.input().getInteger("type")), new byte[length])
      .encode();
    assertEquals(hex(vector.bytes()), hex(bytes).substring(0, 2 * Packet.HEADER_LENGTH));
    assertEquals(Packet.HEADER_LENGTH + length, bytes.length);
    assertEquals(length, packets(bytes).get(0).body().length);
    var shorter = new PacketDecoder(length - 1);
    assertThrows(ProtocolException.class, () -> shorter.feed(vector.bytes(), p -> fail("" + p)));
  }

  private static void packageStream(Vector vector) {
    var expected = new ArrayList<Packet>();
    for (var packet : vector.input().getJsonArray("packages")) {
      expected.add(packet((JsonObject) packet));
    }
    var bytes = vector.bytes();
    var actual = new ArrayList<Packet>();
    var decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
    var from = 0;
    for (var split : vector.input().getJsonArray("splits")) {
      decoder.feed(bytes, from, (Integer) split - from, actual::add);
      from = (Integer) split;
    }
    decoder.feed(bytes, from, bytes.length - from, actual::add);
    assertEquals(expected, actual);
    assertTrue(decoder.between());
  }

  private static void packageMalformed(Vector vector) {
    var decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
    var packets = new ArrayList<Packet>();
    switch (vector.name()) {
      case "pkg-type-0", "pkg-type-6" -> assertThrows(
        ProtocolException.class, () -> decoder.feed(vector.bytes(), packets::add));
      // A packet like any other here, as clients want it: the connector refuses it from a client.
      case "pkg-kick-from-client" ->
        assertEquals(List.of(new Packet(PacketType.KICK, new byte[0])), packets(vector.bytes()));
      case "pkg-ws-two-packages-one-frame" -> {
        var heartbeat = new Packet(PacketType.HEARTBEAT, new byte[0]);
        assertEquals(List.of(heartbeat, heartbeat), packets(vector.bytes()));
      }
      // The frame ends inside a packet: the connector sees that by between().
      case "pkg-ws-short-header", "pkg-ws-length-beyond-frame" -> {
        decoder.feed(vector.bytes(), packets::add);
        assertEquals(List.of(), packets);
        assertFalse(decoder.between());
      }
      case "pkg-data-empty-body" -> {
        decoder.feed(vector.bytes(), packets::add);
        decoder.feed(unhex("03000000"), packets::add);
        assertEquals(2, packets.size());
        assertThrows(
          ProtocolException.class, () -> MessageCodec.decode(packets.get(0).body()));
        assertEquals(PacketType.HEARTBEAT, packets.get(1).type());
      }
      default -> fail("malformed package " + vector + ", expected one that is handled");
    }
  }

  private static void messageRoundtrip(Vector vector) {
    var message = message(vector.input());
    assertEquals(hex(vector.bytes()), hex(MessageCodec.encode(message)));
    var packet = Packet.encode(PacketType.DATA, vector.bytes());
    assertEquals(hex(packet), hex(MessageCodec.encodePacket(message)));
    // The one deviation: what pomelo decides later ("treated as a notify") is decided here.
    var decoded = vector.name().equals("msg-request-id-0")
      ? Message.notify(message.route(), message.body())
      : message;
    assertEquals(decoded, MessageCodec.decode(vector.bytes()));
  }

  private static void messageDecode(Vector vector) {
    if (vector.decoded().getInteger("type") > 3) {
      // Dropped later by pomelo, at once here.
      assertThrows(ProtocolException.class, () -> MessageCodec.decode(vector.bytes()));
    } else {
      assertEquals(message(vector.decoded()), MessageCodec.decode(vector.bytes()));
    }
  }

  private static void protobufRoundtrip(Vector vector) {
    assertEquals(hex(vector.bytes()), hex(encode(vector)));
    assertEquals(plain(vector.input().getJsonObject("msg")), plain(decode(vector)));
  }

  private static void protobufEncode(Vector vector) {
    if (vector.name().equals("pb-uint32-1e21")) {
      // "Need not be reproduced": a number that does not fit is refused rather than sent as 1.
      assertThrows(ProtocolException.class, () -> encode(vector));
    } else {
      assertEquals(hex(vector.bytes()), hex(encode(vector)));
    }
    assertEquals(plain(vector.decoded()), plain(decode(vector)));
  }

  private static void protobufDecode(Vector vector) {
    var expected = vector.decoded();
    if (vector.name().equals("pb-browser-cesu8")) {
      // "Decoding them to the emoji is allowed", and is what the player typed.
      expected = expected.copy().put("str",
        expected.getString("str").replace("\uFFFD".repeat(6), "\uD83D\uDE00"));
    }
    assertEquals(plain(expected), plain(decode(vector)));
  }

  private static void protobufReject(Vector vector) {
    switch (vector.name()) {
      // Nothing to write is an empty body at once, null is as good as absent.
      case "pb-encode-nothing", "pb-encode-null-string" -> assertEquals("", hex(encode(vector)));
      case "pb-encode-missing-required", "pb-encode-negative-uint32" -> {
        var refusal = assertThrows(ProtocolException.class, () -> encode(vector));
        assertTrue(refusal.getMessage().contains(vector.input().getString("route")));
      }
      default -> fail("protobuf rejection " + vector + ", expected one that is handled");
    }
  }

  private static void handshakeRoundtrip(Vector vector) {
    var text = vector.input().getString("jsonText");
    assertEquals(
      hex(vector.bytes()), hex(Packet.encode(PacketType.HANDSHAKE, WireText.encode(text))));
    var packets = packets(vector.bytes());
    assertEquals(1, packets.size());
    assertEquals(PacketType.HANDSHAKE, packets.get(0).type());
    var body = packets.get(0).body();
    var decoded = WireText.decode(body, 0, body.length);
    assertEquals(text, decoded);
    assertEquals(new JsonObject(text), new JsonObject(decoded));
  }

  private static void version(Vector vector) {
    var input = vector.input();
    String version = switch (input.getString("kind")) {
      case "dictVersion" -> Versions.of(input.getString("jsonText"));
      case "protoVersion" ->
        Versions.of(input.getString("clientJsonText"), input.getString("serverJsonText"));
      default -> fail("version of " + input.getString("kind") + ", expected one that is handled");
    };
    assertEquals(vector.json().getString("text"), version);
    assertArrayEquals(vector.bytes(), utf8(version));
  }

  private static void dataRoundtrip(Vector vector) {
    var input = vector.input();
    var proto = input.containsKey("schema");
    var body = proto ? encode(vector) : utf8(input.getString("jsonText"));
    var id = input.getInteger("id", 0);
    var route = input.getString("route");
    var code = input.getInteger("routeCode", 0);
    Message message = switch (input.getString("kind")) {
      case "request" -> Message.request(id, route, body).withRouteCode(code);
      case "notify" -> Message.notify(route, body).withRouteCode(code);
      case "response" -> Message.response(id, body);
      case "push" -> Message.push(route, body).withRouteCode(code);
      default -> fail("data of " + input.getString("kind") + ", expected one that is handled");
    };
    assertEquals(hex(vector.bytes()), hex(MessageCodec.encodePacket(message)));

    var packets = packets(vector.bytes());
    assertEquals(1, packets.size());
    assertEquals(PacketType.DATA, packets.get(0).type());
    var decoded = MessageCodec.decode(packets.get(0).body());
    assertEquals(message.type(), decoded.type());
    assertEquals(message.id(), decoded.id());
    assertEquals(code, decoded.routeCode());
    assertEquals(code == 0 ? message.route() : null, decoded.route());
    if (proto) {
      assertEquals(plain(input.getJsonObject("msg")),
        plain(ProtoDecoder.decode(vector.schema(), route, decoded.body())));
    } else {
      assertEquals(input.getString("jsonText"),
        WireText.decode(decoded.body(), 0, decoded.body().length));
    }
  }

  private static byte[] encode(Vector vector) {
    return ProtoEncoder.encode(vector.schema(), vector.input().getString("route"),
      vector.input().getJsonObject("msg").getMap());
  }

  private static Map<String, Object> decode(Vector vector) {
    return ProtoDecoder.decode(
      vector.schema(), vector.input().getString("route"), vector.bytes());
  }

  private static Packet packet(JsonObject json) {
    return new Packet(
      PacketType.of(json.getInteger("type")), unhex(json.getString("bodyHex")));
  }

  private static Message message(JsonObject json) {
    var route = json.getValue("route");
    return new Message(
      MessageType.of(json.getInteger("type")),
      json.getInteger("id"),
      route instanceof String text ? text : null,
      route instanceof Integer code ? code : 0,
      json.getBoolean("gzip", false),
      json.containsKey("bodyHex")
        ? unhex(json.getString("bodyHex"))
        : utf8(json.getString("bodyText")));
  }

  private static List<Packet> packets(byte[] bytes) {
    var packets = new ArrayList<Packet>();
    var decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
    decoder.feed(bytes, packets::add);
    assertTrue(decoder.between());
    return packets;
  }
}
