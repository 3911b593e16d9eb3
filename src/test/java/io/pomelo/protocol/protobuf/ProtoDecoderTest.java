package io.pomelo.protocol.protobuf;

import static io.pomelo.protocol.protobuf.ProtoSchemaTest.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.ProtocolException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoDecoderTest {

  private static final ProtoSchema ALL = schema("{'message Node':{'optional Node next':1},"
    + "'r':{'optional uInt32 u':1,'optional int32 i':2,"
    + "'optional float f':4,'optional double d':5,'optional string str':6,"
    + "'repeated double ds':7,'repeated uInt32 us':8,'repeated string strs':9,"
    + "'message In':{'required uInt32 x':1},"
    + "'optional In in':10,'repeated In ins':11,'optional Node node':12}}");

  private static Map<String, Object> decode(String hex) {
    return ProtoDecoder.decode(ALL, "r", HexFormat.of().parseHex(hex));
  }

  @Test
  void wholeNumbersHaveTheSmallestTypeThatHoldsThem() {
    assertEquals(Map.of("u", 5), decode("0805"));
    assertEquals(Map.of("u", Integer.MAX_VALUE), decode("08ffffffff07"));
    assertEquals(Map.of("u", 1L << 31), decode("088080808008"));
    assertEquals(Map.of("u", Long.MAX_VALUE), decode("08ffffffffffffffff7f"));
    assertEquals(Map.of("u", 0x1p63), decode("0880808080808080808001"));
    assertEquals(Map.of("u", 0x1p64), decode("08ffffffffffffffffff01"));
    assertEquals(Map.of("i", Integer.MIN_VALUE), decode("10ffffffff0f"));
    assertEquals(Map.of("i", 1L << 31), decode("108080808010"));
  }

  @Test
  void floatsAreWidened() {
    assertEquals(Map.of("f", 0.10000000149011612), decode("25cdcccc3d"));
  }

  @Test
  void anOverlongNumberIsAccepted() {
    assertEquals(Map.of("u", 1), decode("088180808080808080800" + "0"));
  }

  @Test
  void theWireTypeIsIgnored() {
    for (var head : List.of("08", "09", "0a", "0b", "0c", "0d", "0e", "0f")) {
      assertEquals(Map.of("u", 5), decode(head + "05"));
    }
  }

  @Test
  void listsAreJoinedAndAnEmptyOneIsAnEmptyList() {
    assertEquals(Map.of("us", List.of(1, 2, 3)), decode("400101" + "40020203"));
    assertEquals(Map.of("us", List.of()), decode("4000"));
    assertEquals(Map.of("strs", List.of("a", ""), "u", 1), decode("4a0161" + "0801" + "4a00"));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "00", "68", "6801",             // tags 0 and 13
    "f8ffffffffffffffff01", "fcffffffff7f01",   // tags beyond 29 bits
    "80", "08", "0880",             // cut off
    "08ffffffffffffffffff02",       // more than 64 bits
    "0880808080808080808080808001",
    "25000000", "2900000000000000", // too short for a float, a double
    "320261", "32ffffffff07", "32ffffffffffffffffff01",   // text beyond the end
    "5202", "520208", "5205080108", // message beyond the end
    "52010801",                     // number that runs past the end of its message
    "4002" + "01",                  // count beyond the end
    "40ffffffff07" + "01", "40ffffffffffffffffff01" + "01",
    "3902" + "000000000000f03f" + "00000000000000"
  })
  void whatIsMalformedIsRefused(String hex) {
    var refusal = assertThrows(ProtocolException.class, () -> decode(hex));
    assertTrue(refusal.getMessage().startsWith("route \"r\": "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(", expected "), refusal.getMessage());
  }

  @Test
  void aCountBeyondTheEndIsRefusedBeforeAnyElementIsRead() {
    assertEquals("route \"r\": us counts 268435455 elements, expected at most 1 in the bytes left",
      assertThrows(ProtocolException.class, () -> decode("40ffffff7f01")).getMessage());
    assertEquals("route \"r\": ds counts 2 elements, expected at most 1 in the bytes left",
      assertThrows(ProtocolException.class, () -> decode("3902" + "00".repeat(15))).getMessage());
  }

  @Test
  void aRouteWithoutASchemaIsRefused() {
    assertThrows(
      ProtocolException.class, () -> ProtoDecoder.decode(ALL, "nowhere", new byte[0]));
  }

  @Test
  void nestingIsBounded() {
    assertEquals(ProtoEncoder.MAX_DEPTH - 1, depth(decode(nested(ProtoEncoder.MAX_DEPTH - 1))));
    var refusal = assertThrows(
      ProtocolException.class, () -> decode(nested(ProtoEncoder.MAX_DEPTH)));
    assertTrue(refusal.getMessage().contains("nests deeper than 100"), refusal.getMessage());
    assertThrows(ProtocolException.class, () -> decode(nested(20_000)));
  }

  /** As many messages in one another as told, inside the outermost one. */
  private static String nested(int levels) {
    var buffer = new byte[8 * levels];
    var at = buffer.length;
    for (var level = levels; level > 0; level--) {
      var length = buffer.length - at;
      var size = new ProtoBuffer();
      size.varint(level == 1 ? 12 << 3 | 2 : 1 << 3 | 2);
      size.varint(length);
      at -= size.size();
      System.arraycopy(size.toBytes(), 0, buffer, at, size.size());
    }
    return HexFormat.of().formatHex(buffer, at, buffer.length);
  }

  private static int depth(Map<?, ?> message) {
    var depth = 0;
    for (Object in = message.get("node"); in != null; in = ((Map<?, ?>) in).get("next")) {
      depth++;
    }
    return depth;
  }
}
