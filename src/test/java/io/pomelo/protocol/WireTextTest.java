package io.pomelo.protocol;

import static io.pomelo.protocol.WireVectors.hex;
import static io.pomelo.protocol.WireVectors.unhex;
import static io.pomelo.protocol.WireVectors.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class WireTextTest {

  private static final String SMILE = "\uD83D\uDE00";

  private static String decode(String hex) {
    var bytes = unhex(hex);
    return WireText.decode(bytes, 0, bytes.length);
  }

  @Test
  void validTextIsReadAsItIs() {
    for (var text : new String[] {"", "plain", "\u00e9", "\u4e2d\u6587", SMILE, "a\uFFFDb"}) {
      assertEquals(text, decode(hex(utf8(text))));
    }
  }

  @Test
  void onlyTheGivenPartIsRead() {
    assertEquals("bc", WireText.decode(utf8("abcd"), 1, 2));
    assertEquals("\uFFFD", WireText.decode(utf8("\u4e2d"), 0, 2));
    assertEquals("x" + SMILE + "\uFFFD",
      WireText.decode(unhex("eda0bd78eda0bdedb880ffedb880"), 3, 8));
  }

  @Test
  void malformedBytesBecomeReplacementCharacters() {
    assertEquals("a\uFFFDb", decode("61ff62"));
    assertEquals("\uFFFDa", decode("c061").replace("\uFFFD\uFFFD", "\uFFFD"));
    assertTrue(decode("f09f98").startsWith("\uFFFD"));
  }

  @Test
  void aSurrogatePairOfTheBrowserClientIsItsCharacter() {
    assertEquals(SMILE, decode("eda0bdedb880"));
    assertEquals("1" + SMILE + SMILE + "2", decode("31eda0bdedb880eda0bdedb88032"));
    assertEquals("\u4e2d" + SMILE + "\uFFFD!", decode("e4b8adeda0bdedb880ff21"));
    assertEquals("\uD800\uDC00", decode("eda080edb080"));
    assertEquals("\uDBFF\uDFFF", decode("edafbfedbfbf"));
  }

  @Test
  void surrogatesWithoutTheirPartnerBecomeReplacementCharacters() {
    for (var hex : new String[] {
      "eda0bd", "edb880", "edb880eda0bd", "eda0bdeda0bd", "eda0bdedb8"}) {
      var text = decode(hex + "78");
      assertTrue(text.startsWith("\uFFFD") && text.endsWith("x"), text);
      assertTrue(text.chars().noneMatch(c -> Character.isSurrogate((char) c)), text);
    }
    assertTrue(decode("eda0bdeda0bdedb880").endsWith("\uFFFD" + SMILE));
  }

  @Test
  void textIsWrittenAsUtf8() {
    for (var text : new String[] {
      "", "plain", "\u0000\u007f", "\u0080\u07ff", "\u0800\uffff", SMILE, "\uDBFF\uDFFF",
      "a\u00e9\u4e2d" + SMILE + "z"}) {
      assertEquals(hex(utf8(text)), hex(WireText.encode(text)));
      assertEquals(utf8(text).length, WireText.encodedLength(text));
    }
  }

  @Test
  void surrogatesWithoutTheirPartnerAreWrittenAsReplacementCharacters() {
    assertEquals("efbfbd", hex(WireText.encode("\uD83D")));
    assertEquals("61efbfbd62", hex(WireText.encode("a\uDE00b")));
    assertEquals("efbfbdf09f9880", hex(WireText.encode("\uD83D" + SMILE)));
    assertEquals("efbfbdefbfbd", hex(WireText.encode("\uDE00\uD83D")));
  }

  @Test
  void jsonWithoutFourByteSequencesIsLeftAlone() {
    var json = utf8("{\"a\":\"\u4e2d\u00e9\"}");
    assertSame(json, WireText.escapeSupplementary(json));
  }

  @Test
  void fourByteSequencesInJsonBecomeEscapes() {
    var json = utf8("{\"a\":\"x" + SMILE + "y\u4e2d" + SMILE + "\uDBFF\uDFFF\"}");
    var escaped = WireText.escapeSupplementary(json);
    assertEquals(
      "{\"a\":\"x\\ud83d\\ude00y\u4e2d\\ud83d\\ude00\\udbff\\udfff\"}",
      WireText.decode(escaped, 0, escaped.length));
    assertEquals(new JsonObject("{\"a\":\"x" + SMILE + "y\u4e2d" + SMILE + "\uDBFF\uDFFF\"}"),
      new JsonObject(WireText.decode(escaped, 0, escaped.length)));
  }

  @Test
  void malformedSequencesAreNotEscaped() {
    for (var hex : new String[] {"f0", "f09f98", "f09f9861", "f08f8080", "f4908080", "ff"}) {
      assertEquals(hex, hex(WireText.escapeSupplementary(unhex(hex))));
    }
  }
}
