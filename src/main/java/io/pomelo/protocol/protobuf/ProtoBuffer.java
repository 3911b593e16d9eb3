package io.pomelo.protocol.protobuf;

import io.pomelo.protocol.WireText;
import java.util.Arrays;

/**
 * Bytes being written; grows as needed.
 */
final class ProtoBuffer {

  private static final int INITIAL_CAPACITY = 128;
  private static final int MAX_VARINT_LENGTH = 10;

  private byte[] bytes = new byte[INITIAL_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes a number, taken as unsigned, seven bits to a byte and the lowest first. */
  void varint(long value) {
    reserve(MAX_VARINT_LENGTH);
    size = varint(value, size);
  }

  void fixed32(int value) {
    reserve(4);
    for (var shift = 0; shift < 32; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void fixed64(long value) {
    reserve(8);
    for (var shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Writes the length of the text in bytes, then the text. */
  void string(String text) {
    var length = WireText.encodedLength(text);
    varint(length);
    reserve(length);
    size = WireText.encode(text, bytes, size);
  }

  /**
   * Leaves room for the length of what is written next.
   *
   * @return what {@link #endBlock} wants
   */
  int beginBlock() {
    reserve(1);
    return size++;
  }

  /** Writes the length of all that was written since {@link #beginBlock}. */
  void endBlock(int begin) {
    var from = begin + 1;
    var length = size - from;
    // One byte was left, enough for most blocks; move the block when it needs more.
    var more = 0;
    for (var rest = length >>> 7; rest != 0; rest >>>= 7) {
      more++;
    }
    if (more > 0) {
      reserve(more);
      System.arraycopy(bytes, from, bytes, from + more, length);
      size += more;
    }
    varint(length, begin);
  }

  private int varint(long value, int offset) {
    var at = offset;
    var rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return at;
  }

  private void reserve(int more) {
    var needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.addExact(bytes.length, bytes.length)));
    }
  }
}
