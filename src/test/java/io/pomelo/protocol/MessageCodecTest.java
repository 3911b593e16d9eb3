package io.pomelo.protocol;

import static io.pomelo.protocol.WireVectors.hex;
import static io.pomelo.protocol.WireVectors.unhex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {

  private static final byte[] BODY = unhex("7b7d");

  @ParameterizedTest
  @ValueSource(strings = {
    "",                       // no flag
    "00",                     // request without an id
    "0080",                   // id cut off
    "0001",                   // request without a route
    "000105616263",           // route cut off
    "02",                     // notification without a route
    "0205",
    "0300",                   // code cut off
    "010100",
    "030000",                 // code 0
    "04",                     // response without an id
    "00808080800800",         // id with bit 31
    "00ffffffff0f00",
    "0080808080800100",       // id of six bytes
    "0480808080800000",       // the same, though only zeros follow
    "08", "080000", "0a", "0c", "0e00"  // types 4 to 7
  })
  void whatIsMalformedIsRefused(String hex) {
    assertThrows(ProtocolException.class, () -> MessageCodec.decode(unhex(hex)));
  }

  @Test
  void everyMessageCutShortIsAMessageOrRefused() {
    for (var vector : WireVectors.all()) {
      if (vector.kind().equals("message roundtrip")) {
        var whole = MessageCodec.decode(vector.bytes());
        var head = vector.bytes().length - whole.body().length;
        for (var length = 0; length < head; length++) {
          var cut = Arrays.copyOf(vector.bytes(), length);
          assertThrows(ProtocolException.class, () -> MessageCodec.decode(cut), vector.name());
        }
      }
    }
  }

  @Test
  void aRequestWithIdZeroWantsNoResponse() {
    assertEquals(Message.notify("a.b.c", BODY), MessageCodec.decode(unhex("000005612e622e637b7d")));
    assertEquals(MessageType.NOTIFY, MessageCodec.decode(unhex("01000005")).type());
  }

  @Test
  void anOverlongIdIsAccepted() {
    assertEquals(1, MessageCodec.decode(unhex("0481808080007b7d")).id());
    assertEquals(Integer.MAX_VALUE, MessageCodec.decode(unhex("04ffffffff07")).id());
  }

  @Test
  void anEmptyRouteIsAnEmptyText() {
    assertEquals(Message.request(9, "", BODY), MessageCodec.decode(unhex("0009007b7d")));
  }

  @Test
  void aRouteThatIsNotUtf8IsReadWithReplacements() {
    assertEquals("a\uFFFDb", MessageCodec.decode(unhex("020361ff62")).route());
  }

  @Test
  void typesOfTheServerAreDecodedForTheCallerToDecide() {
    assertEquals(Message.push("onChat", BODY), MessageCodec.decode(unhex("06066f6e436861747b7d")));
    assertEquals(Message.response(3, BODY), MessageCodec.decode(unhex("04037b7d")));
  }

  @Test
  void bitsWithoutAMeaningAreIgnored() {
    assertEquals(Message.response(3, BODY), MessageCodec.decode(unhex("e5037b7d")));
    assertTrue(MessageCodec.decode(unhex("12016100")).gzip());
  }

  @Test
  void aCodeGoesBeforeAText() {
    var push = Message.push("onChat", BODY);
    assertEquals("0701027b7d", hex(MessageCodec.encode(push.withRouteCode(0x0102))));
    assertEquals("06066f6e436861747b7d", hex(MessageCodec.encode(push.withRouteCode(0))));
    var decoded = MessageCodec.decode(unhex("0701027b7d"));
    assertNull(decoded.route());
    assertEquals(0x0102, decoded.routeCode());
  }

  @Test
  void whatTheWireCannotCarryIsNotEncoded() {
    refused("route of 256 UTF-8 bytes", Message.push("r".repeat(256), BODY));
    refused("route of 258 UTF-8 bytes", Message.push("\u4e2d".repeat(86), BODY));
    refused("route code 65536", Message.push("r", BODY).withRouteCode(65536));
    refused("route code -1", Message.push("r", BODY).withRouteCode(-1));
    refused("PUSH without a route", Message.push(null, BODY));
    refused("message id -1", Message.response(-1, BODY));
  }

  private static void refused(String seen, Message message) {
    for (var refusal : new ProtocolException[] {
      assertThrows(ProtocolException.class, () -> MessageCodec.encode(message)),
      assertThrows(ProtocolException.class, () -> MessageCodec.encodePacket(message))}) {
      assertTrue(refusal.getMessage().startsWith(seen), refusal.getMessage());
      assertTrue(refusal.getMessage().contains(", expected "), refusal.getMessage());
    }
  }

  @Test
  void aRouteOf85WideCharactersFits() {
    var route = "\u4e2d".repeat(85);
    assertEquals(route, MessageCodec.decode(MessageCodec.encode(Message.notify(route, BODY)))
      .route());
  }

  @Test
  void aMessageThatFillsAPacketWithoutItsHeadIsRefused() {
    var body = new byte[Packet.MAX_BODY_LENGTH - 1];
    assertThrows(
      ProtocolException.class, () -> MessageCodec.encodePacket(Message.response(1, body)));
  }

  @Test
  void everyIdComesBack() {
    for (var bit = 0; bit < 31; bit++) {
      for (var id : new int[] {1 << bit, (1 << bit) - 1 | 1, (1 << bit) + (1 << bit) - 1}) {
        var message = Message.response(id, BODY);
        assertEquals(message, MessageCodec.decode(MessageCodec.encode(message)));
      }
    }
  }
}
