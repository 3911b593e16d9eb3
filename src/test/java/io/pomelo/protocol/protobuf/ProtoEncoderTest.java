package io.pomelo.protocol.protobuf;

import static io.pomelo.protocol.protobuf.ProtoSchemaTest.schema;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.ProtocolException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtoEncoderTest {

  private static final ProtoSchema ALL = schema("{'message Node':{'optional Node next':1},"
    + "'r':{'optional uInt32 u':1,'optional int32 i':2,'optional sInt32 s':3,"
    + "'optional float f':4,'optional double d':5,'optional string str':6,"
    + "'repeated double ds':7,'repeated uInt32 us':8,'repeated string strs':9,"
    + "'message In':{'required uInt32 x':1,'optional string y':2},"
    + "'optional In in':10,'repeated In ins':11,'optional Node node':12},"
    + "'must':{'required uInt32 a':1,'optional uInt32 b':2}}");

  private static String encode(String route, Map<String, ?> message) {
    return HexFormat.of().formatHex(ProtoEncoder.encode(ALL, route, message));
  }

  private static String field(String field, Object value) {
    return encode("r", Collections.singletonMap(field, value));
  }

  private static void refused(String text, String field, Object value) {
    var refusal = assertThrows(ProtocolException.class, () -> field(field, value));
    assertEquals("route \"r\": field " + text, refusal.getMessage());
  }

  @Test
  void nothingToWriteIsAnEmptyArray() {
    assertEquals("", encode("r", Map.of()));
    assertEquals("", field("zz", Map.of("q", 1)));
    assertEquals("", field("us", List.of()));
    assertEquals("", field("ins", List.of()));
  }

  @Test
  void nullIsAsGoodAsAbsent() {
    for (var field : List.of("u", "i", "s", "f", "d", "str", "us", "strs", "in", "ins")) {
      assertEquals("", field(field, null), field);
    }
  }

  @Test
  void aMissingRequiredFieldIsRefusedWithRouteAndField() {
    var missing = "route \"must\": field a is missing, expected it, as it is required";
    var absent = Collections.<String, Object>singletonMap("a", null);
    assertEquals(missing, assertThrows(
      ProtocolException.class, () -> encode("must", Map.of("b", 1))).getMessage());
    assertEquals(missing, assertThrows(
      ProtocolException.class, () -> encode("must", absent)).getMessage());
    refused("In.x is missing, expected it, as it is required", "in", Map.of("y", "z"));
    refused("In.x is missing, expected it, as it is required", "ins",
      List.of(Map.of("x", 1), Map.of()));
  }

  @Test
  void aWrongValueIsRefusedWithRouteAndField() {
    refused("u is -1, expected a number of at least 0 for uInt32", "u", -1);
    refused("u is true, expected a number for uInt32", "u", true);
    refused("u is \"abc\", expected a number for uInt32", "u", "abc");
    refused("u is \"\", expected a number for uInt32", "u", "");
    refused("u is NaN, expected a number within 64 bits for uInt32", "u", Double.NaN);
    refused("i is 1.0E21, expected a number within 64 bits for int32", "i", 1e21);
    refused("f is false, expected a number for float", "f", false);
    refused("str is 5, expected a text for string", "str", 5);
    refused("in is 5, expected an object for In", "in", 5);
    refused("us is 5, expected a list for uInt32", "us", 5);
    refused("us is null, expected a number for uInt32", "us", Arrays.asList(1, null));
    refused("u is \"" + "x".repeat(40) + "...\", expected a number for uInt32",
      "u", "x".repeat(1000));
    assertThrows(ProtocolException.class, () -> field("d", Map.of()));
  }

  @Test
  void aRouteWithoutASchemaIsRefused() {
    assertThrows(
      ProtocolException.class, () -> ProtoEncoder.encode(ALL, "nowhere", Map.of()));
  }

  @Test
  void fractionsAreCutOffAndTextsThatAreNumbersAccepted() {
    assertEquals("0803", field("u", 3.7));
    assertEquals("0803", field("u", "3.7"));
    assertEquals("080c", field("u", " 12 "));
    assertEquals("0800", field("u", -0.5));
    assertEquals("1005", field("i", -3.7));
    assertEquals("1005", field("i", new BigDecimal("-3.7")));
    assertEquals("08ffffffffffffffff7f", field("u", BigInteger.valueOf(Long.MAX_VALUE)));
    assertEquals("290000000000000840", field("d", "3"));
  }

  @Test
  void bothSignedTypesAreZigzagOverAll64Bits() {
    assertEquals("1001", field("i", -1));
    assertEquals("1801", field("s", -1));
    assertEquals("18ffffffffffffffffff01", field("s", Long.MIN_VALUE));
    assertEquals("18feffffffffffffffff01", field("s", Long.MAX_VALUE));
    for (var n : new long[] {0, 1, -1, 1L << 40, -(1L << 40), Long.MAX_VALUE, Long.MIN_VALUE}) {
      var decoded = ProtoDecoder.decode(
        ALL, "r", ProtoEncoder.encode(ALL, "r", Map.of("s", n)));
      assertEquals(n, ((Number) decoded.get("s")).longValue());
    }
  }

  @Test
  void aListOfManyShortDoublesIsNoTrouble() {
    assertEquals("3904" + "00".repeat(32), field("ds", List.of(0, 0, 0, 0)));
    var thousand = Collections.nCopies(1000, 1.5);
    assertEquals(Map.of("ds", thousand), ProtoDecoder.decode(
      ALL, "r", ProtoEncoder.encode(ALL, "r", Map.of("ds", thousand))));
  }

  @Test
  void nestedMessagesOfAnyLengthHaveTheirLengthInFront() {
    for (var length : new int[] {0, 1, 122, 123, 124, 126, 127, 128, 16_375, 16_384, 70_000}) {
      var message = Map.of("ins", List.of(
        Map.of("x", 1, "y", "y".repeat(length)), Map.of("x", 2, "y", "\u4e2d")));
      assertEquals(message, ProtoDecoder.decode(
        ALL, "r", ProtoEncoder.encode(ALL, "r", message)), "length " + length);
    }
  }

  @Test
  void aSurrogateWithoutItsPartnerIsAReplacementCharacter() {
    assertEquals("3203efbfbd", field("str", "\uD83D"));
  }

  @Test
  void aMessageThatHoldsItselfIsRefusedInsteadOfFillingTheStack() {
    var self = new HashMap<String, Object>();
    self.put("next", self);
    var refusal = assertThrows(ProtocolException.class, () -> field("node", self));
    assertTrue(refusal.getMessage().contains("nests deeper than 100"), refusal.getMessage());
  }
}
