package io.pomelo.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as clients send and read it: UTF-8 with their habits (wire reference, sections 2.4, 10.2 and
 * 12.1). Reading never fails; writing never yields bytes that are not UTF-8.
 */
public final class WireText {

  private static final char REPLACEMENT = '\uFFFD';
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private WireText() {
  }

  /**
   * Decodes UTF-8. What is malformed becomes U+FFFD. A surrogate pair written as two sequences of
   * three bytes, as the browser client sends characters outside the BMP, becomes the character that
   * was meant; pomelo makes six U+FFFD of it.
   *
   * @param bytes the array
   * @param offset where the text starts
   * @param length how many bytes it has
   * @return the text
   */
  public static String decode(byte[] bytes, int offset, int length) {
    var text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // Something was malformed (or is a real U+FFFD): look whether it was a surrogate pair.
    var end = offset + length;
    var at = surrogatePair(bytes, offset, end);
    if (at < 0) {
      return text;
    }
    var repaired = new byte[length];
    var size = 0;
    var from = offset;
    while (at >= 0) {
      System.arraycopy(bytes, from, repaired, size, at - from);
      size += at - from;
      var high = (char) (0xD000 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F);
      var low = (char) (0xD000 | (bytes[at + 4] & 0x3F) << 6 | bytes[at + 5] & 0x3F);
      size = supplementary(Character.toCodePoint(high, low), repaired, size);
      from = at + 6;
      at = surrogatePair(bytes, from, end);
    }
    System.arraycopy(bytes, from, repaired, size, end - from);
    return new String(repaired, 0, size + end - from, StandardCharsets.UTF_8);
  }

  /**
   * Encodes text as UTF-8. A surrogate without its partner becomes U+FFFD, as in Node; Java alone
   * would write a question mark.
   *
   * @param text the text
   * @return its bytes
   */
  public static byte[] encode(String text) {
    var length = encodedLength(text);
    if (length == text.length()) {
      // Every character took one byte, so all are ASCII, and this is a plain copy.
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    var bytes = new byte[length];
    encode(text, bytes, 0);
    return bytes;
  }

  /**
   * Encodes text as {@link #encode(String)} does, into an array that has room for it.
   *
   * @param text the text
   * @param into the array
   * @param offset where the text shall start
   * @return where it ended
   */
  public static int encode(String text, byte[] into, int offset) {
    var at = offset;
    var length = text.length();
    for (var i = 0; i < length; i++) {
      var c = text.charAt(i);
      if (c < 0x80) {
        into[at++] = (byte) c;
      } else if (c < 0x800) {
        into[at++] = (byte) (0xC0 | c >> 6);
        into[at++] = (byte) (0x80 | c & 0x3F);
      } else if (startsPair(text, i, length)) {
        at = supplementary(Character.toCodePoint(c, text.charAt(++i)), into, at);
      } else {
        var written = Character.isSurrogate(c) ? REPLACEMENT : c;
        into[at++] = (byte) (0xE0 | written >> 12);
        into[at++] = (byte) (0x80 | written >> 6 & 0x3F);
        into[at++] = (byte) (0x80 | written & 0x3F);
      }
    }
    return at;
  }

  /**
   * How many bytes {@link #encode(String)} makes of a text.
   *
   * @param text the text
   * @return the number of bytes
   */
  public static int encodedLength(String text) {
    var length = text.length();
    var bytes = length;
    for (var i = 0; i < length; i++) {
      var c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        bytes++;
      } else {
        bytes += 2;
        if (startsPair(text, i, length)) {
          i++;
        }
      }
    }
    return bytes;
  }

  /**
   * Writes the characters outside the BMP of a JSON text as pairs of {@code \\u} escapes, the only
   * form every client reads: the browser client knows no UTF-8 sequence of four bytes.
   *
   * @param json a JSON text in UTF-8
   * @return an equal JSON text without such sequences; the same array if there were none
   */
  public static byte[] escapeSupplementary(byte[] json) {
    var at = 0;
    while (at < json.length && !startsSupplementary(json[at])) {
      at++;
    }
    if (at == json.length) {
      return json;
    }
    // Four bytes become twelve.
    var room = (long) json.length;
    for (var i = at; i < json.length; i++) {
      if (startsSupplementary(json[i])) {
        room += 8;
      }
    }
    var escaped = Arrays.copyOf(json, Math.toIntExact(room));
    var size = at;
    while (at < json.length) {
      var codePoint = startsSupplementary(json[at]) ? codePoint(json, at) : -1;
      if (codePoint < 0) {
        escaped[size++] = json[at++];
      } else {
        size = escape(Character.highSurrogate(codePoint), escaped, size);
        size = escape(Character.lowSurrogate(codePoint), escaped, size);
        at += 4;
      }
    }
    return size == escaped.length ? escaped : Arrays.copyOf(escaped, size);
  }

  /**
   * Writes a JSON string as {@code JSON.stringify} does, which escapes only what must be: digests
   * and signatures are over such texts.
   *
   * @param string the string
   * @param out gets it, with its quotes
   */
  public static void quote(String string, StringBuilder out) {
    out.append('"');
    for (var i = 0; i < string.length(); i++) {
      var c = string.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean startsPair(String text, int at, int length) {
    return Character.isHighSurrogate(text.charAt(at))
      && at + 1 < length
      && Character.isLowSurrogate(text.charAt(at + 1));
  }

  /** Where the next pair of three-byte surrogates starts, or -1. */
  private static int surrogatePair(byte[] bytes, int from, int end) {
    for (var at = from; at + 6 <= end; at++) {
      // 0xED is never a later byte of a sequence, so a match is never the middle of another one.
      if (bytes[at] == (byte) 0xED
        && (bytes[at + 1] & 0xF0) == 0xA0
        && (bytes[at + 2] & 0xC0) == 0x80
        && bytes[at + 3] == (byte) 0xED
        && (bytes[at + 4] & 0xF0) == 0xB0
        && (bytes[at + 5] & 0xC0) == 0x80) {
        return at;
      }
    }
    return -1;
  }

  private static int supplementary(int codePoint, byte[] into, int offset) {
    into[offset] = (byte) (0xF0 | codePoint >> 18);
    into[offset + 1] = (byte) (0x80 | codePoint >> 12 & 0x3F);
    into[offset + 2] = (byte) (0x80 | codePoint >> 6 & 0x3F);
    into[offset + 3] = (byte) (0x80 | codePoint & 0x3F);
    return offset + 4;
  }

  /** Whether the byte, unsigned, is 0xF0 or above. */
  private static boolean startsSupplementary(byte b) {
    return b < 0 && b >= -16;
  }

  /** The character of a sequence of four bytes, or -1 if it is malformed. */
  private static int codePoint(byte[] bytes, int at) {
    if (at + 4 > bytes.length
      || (bytes[at + 1] & 0xC0) != 0x80
      || (bytes[at + 2] & 0xC0) != 0x80
      || (bytes[at + 3] & 0xC0) != 0x80) {
      return -1;
    }
    var codePoint = (bytes[at] & 0x0F) << 18
      | (bytes[at + 1] & 0x3F) << 12
      | (bytes[at + 2] & 0x3F) << 6
      | bytes[at + 3] & 0x3F;
    return Character.isSupplementaryCodePoint(codePoint) ? codePoint : -1;
  }

  private static int escape(char c, byte[] into, int offset) {
    into[offset] = '\\';
    into[offset + 1] = 'u';
    into[offset + 2] = HEX[c >> 12];
    into[offset + 3] = HEX[c >> 8 & 0xF];
    into[offset + 4] = HEX[c >> 4 & 0xF];
    into[offset + 5] = HEX[c & 0xF];
    return offset + 6;
  }
}
