package io.pomelo.protocol;

import static io.pomelo.protocol.WireVectors.hex;
import static io.pomelo.protocol.WireVectors.unhex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketDecoderTest {

  private final List<Packet> packets = new ArrayList<>();

  /** All packets of the vectors that are whole, one after the other. */
  private static List<Packet> golden() {
    var golden = new ArrayList<Packet>();
    for (var vector : WireVectors.all()) {
      switch (vector.kind()) {
        case "package roundtrip", "handshake roundtrip", "data roundtrip", "package stream" ->
          new PacketDecoder(Packet.MAX_BODY_LENGTH).feed(vector.bytes(), golden::add);
        default -> {
          // Not a packet, or not a whole one.
        }
      }
    }
    return golden;
  }

  private static byte[] stream(List<Packet> packets) {
    var stream = new ByteArrayOutputStream();
    packets.forEach(packet -> stream.writeBytes(packet.encode()));
    return stream.toByteArray();
  }

  @Test
  void theGoldenPacketsPassAllInOneSegment() {
    var golden = golden();
    assertEquals(7 + 11 + 8 + 9, golden.size());
    var decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
    decoder.feed(stream(golden), packets::add);
    assertEquals(golden, packets);
    assertTrue(decoder.between());
  }

  @Test
  void theGoldenPacketsPassByteByByte() {
    var golden = golden();
    var decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
    for (var b : stream(golden)) {
      decoder.feed(new byte[] {b}, packets::add);
    }
    assertEquals(golden, packets);
    assertTrue(decoder.between());
  }

  @Test
  void aStreamMayBeCutAnywhere() {
    var golden = golden();
    var stream = stream(golden);
    for (var cut = 0; cut <= stream.length; cut++) {
      packets.clear();
      var decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
      decoder.feed(stream, 0, cut, packets::add);
      var before = packets.size();
      assertEquals(decoder.between(), stream(golden.subList(0, before)).length == cut);
      decoder.feed(stream, cut, stream.length - cut, packets::add);
      assertEquals(golden, packets, "cut at " + cut);
    }
  }

  @Test
  void aPacketIsGivenAsSoonAsItsLastByteIsThere() {
    var decoder = new PacketDecoder(10);
    decoder.feed(unhex("0400000112" + "030000"), packets::add);
    assertEquals(List.of(new Packet(PacketType.DATA, unhex("12"))), packets);
    assertFalse(decoder.between());
    decoder.feed(unhex("00"), packets::add);
    assertEquals(new Packet(PacketType.HEARTBEAT, new byte[0]), packets.get(1));
    assertTrue(decoder.between());
  }

  @Test
  void aBodyIsACopyOfTheSegment() {
    var segment = unhex("040000021234");
    new PacketDecoder(10).feed(segment, packets::add);
    segment[4] = 0;
    assertEquals("1234", hex(packets.get(0).body()));
  }

  @Test
  void aWrongTypeIsRefusedAtItsFirstByte() {
    for (var type = 0; type <= 0xFF; type++) {
      var first = new byte[] {(byte) type};
      var decoder = new PacketDecoder(10);
      if (type >= 1 && type <= 5) {
        decoder.feed(first, packets::add);
        assertFalse(decoder.between());
      } else {
        var refusal = assertThrows(
          ProtocolException.class, () -> decoder.feed(first, packets::add));
        assertEquals("packet type " + type + ", expected 1 to 5", refusal.getMessage());
      }
    }
    assertEquals(List.of(), packets);
  }

  @Test
  void aLengthAboveTheLimitIsRefusedOnTheHeaderAlone() {
    var decoder = new PacketDecoder(255);
    decoder.feed(unhex("040001"), packets::add);
    var refusal = assertThrows(
      ProtocolException.class, () -> decoder.feed(unhex("00"), packets::add));
    assertEquals("DATA packet of 256 bytes, expected at most 255", refusal.getMessage());
  }

  @Test
  void aLengthAtTheLimitPasses() {
    var body = new byte[255];
    new PacketDecoder(255).feed(Packet.encode(PacketType.DATA, body), packets::add);
    assertArrayEquals(body, packets.get(0).body());
  }

  @Test
  void aBrokenStreamStaysBrokenAndGivesWhatCameBefore() {
    var decoder = new PacketDecoder(10);
    var first = assertThrows(ProtocolException.class,
      () -> decoder.feed(unhex("03000000" + "09" + "03000000"), packets::add));
    assertEquals(1, packets.size());
    var second = assertThrows(ProtocolException.class,
      () -> decoder.feed(unhex("03000000"), packets::add));
    assertSame(first, second);
    assertEquals(1, packets.size());
  }

  @Test
  void theConsumerMayRaiseTheLimitInTheMiddleOfASegment() {
    var decoder = new PacketDecoder(0);
    decoder.feed(unhex("02000000" + "040000021234"), packet -> {
      packets.add(packet);
      decoder.maxBodyLength(2);
    });
    assertEquals(2, packets.size());
    assertEquals("1234", hex(packets.get(1).body()));
  }

  @Test
  void aConsumerThatThrowsBreaksTheStreamInsteadOfLosingPacketsSilently() {
    var decoder = new PacketDecoder(10);
    assertThrows(IllegalStateException.class, () -> decoder.feed(unhex("03000000"), packet -> {
      throw new IllegalStateException("a consumer's fault");
    }));
    assertThrows(ProtocolException.class, () -> decoder.feed(unhex("03000000"), packets::add));
  }

  @Test
  void aLimitThatNoHeaderCanAnnounceIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PacketDecoder(-1));
    assertThrows(
      IllegalArgumentException.class, () -> new PacketDecoder(Packet.MAX_BODY_LENGTH + 1));
  }

  @Test
  void aBodyThatDoesNotFitItsLengthIsNotEncoded() {
    var refusal = assertThrows(ProtocolException.class,
      () -> Packet.encode(PacketType.DATA, new byte[Packet.MAX_BODY_LENGTH + 1]));
    assertEquals(
      "packet body of 16777216 bytes, expected at most 16777215", refusal.getMessage());
  }

  @Test
  void anEncodedPacketIsTheCallersOwn() {
    var first = Packet.encode(PacketType.HEARTBEAT);
    assertNotSame(first, Packet.encode(PacketType.HEARTBEAT));
    assertEquals("03000000", hex(first));
  }
}
