package io.pomelo.rpc;

import io.pomelo.protocol.WireText;
import java.util.Arrays;

/**
 * Writes and reads the payloads of link frames: numbers as base-128 varints, text and bytes with
 * their length in front, a uid with its JSON type (decision D4). One object writes or reads, never
 * both. Not thread safe.
 */
public final class Payload {

  private static final byte NONE = 0;
  private static final byte INTEGER = 1;
  private static final byte TEXT = 2;

  private byte[] bytes;
  private int position;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A payload to write to.
   *
   * @param capacity a guess of its size in bytes; it grows when it must
   * @return an empty payload
   */
  public static Payload write(int capacity) {
    return new Payload(new byte[Math.max(16, capacity)]);
  }

  /**
   * A payload to read from.
   *
   * @param bytes what {@link #toBytes()} gave
   * @return the payload at its beginning
   */
  public static Payload read(byte[] bytes) {
    return new Payload(bytes);
  }

  /**
   * Writes a number.
   *
   * @param value any long; small non-negative ones are short
   * @return this
   */
  public Payload putLong(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[position++] = (byte) (rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    bytes[position++] = (byte) rest;
    return this;
  }

  /**
   * Writes a flag.
   *
   * @param value the flag
   * @return this
   */
  public Payload putFlag(boolean value) {
    room(1);
    bytes[position++] = (byte) (value ? 1 : 0);
    return this;
  }

  /**
   * Writes bytes.
   *
   * @param value copied
   * @return this
   */
  public Payload putBytes(byte[] value) {
    putLong(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, position, value.length);
    position += value.length;
    return this;
  }

  /**
   * Writes text.
   *
   * @param value the text, not null
   * @return this
   */
  public Payload putText(String value) {
    return putBytes(WireText.encode(value));
  }

  /**
   * Writes a uid, which keeps its type.
   *
   * @param uid a string, an integer or null
   * @return this
   */
  public Payload putUid(Object uid) {
    room(1);
    if (uid == null) {
      bytes[position++] = NONE;
      return this;
    }
    if (uid instanceof Integer || uid instanceof Long) {
      bytes[position++] = INTEGER;
      return putLong(((Number) uid).longValue());
    }
    if (uid instanceof String text) {
      bytes[position++] = TEXT;
      return putText(text);
    }
    throw new IllegalArgumentException("link payload: uid of " + uid.getClass()
      + " (expected: a string, an integer or null)");
  }

  /**
   * What was written.
   *
   * @return an array of the exact length
   */
  public byte[] toBytes() {
    return position == bytes.length ? bytes : Arrays.copyOf(bytes, position);
  }

  /**
   * How many bytes were written or read so far.
   *
   * @return the position
   */
  public int position() {
    return position;
  }

  /**
   * Whether there is something left to read.
   *
   * @return false at the end
   */
  public boolean hasMore() {
    return position < bytes.length;
  }

  /**
   * Reads a number. All reads fail with an {@link IllegalArgumentException} when the bytes are not
   * what was to be read.
   *
   * @return the number
   */
  public long getLong() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[need(1)];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException(
      "link payload: number of over 10 bytes (expected: at most 10)");
  }

  /**
   * Reads a number that fits an int.
   *
   * @return the number
   */
  public int getInt() {
    long value = getLong();
    if (value != (int) value) {
      throw new IllegalArgumentException("link payload: " + value + " (expected: an int)");
    }
    return (int) value;
  }

  /**
   * Reads a flag.
   *
   * @return the flag
   */
  public boolean getFlag() {
    return bytes[need(1)] != 0;
  }

  /**
   * Reads bytes.
   *
   * @return a copy of their own
   */
  public byte[] getBytes() {
    int length = getInt();
    int from = need(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /**
   * Reads text.
   *
   * @return the text
   */
  public String getText() {
    int length = getInt();
    return WireText.decode(bytes, need(length), length);
  }

  /**
   * Reads a uid.
   *
   * @return an {@link Integer} when it fits, else a {@link Long}, a {@link String}, or null
   */
  public Object getUid() {
    byte type = bytes[need(1)];
    return switch (type) {
      case NONE -> null;
      case INTEGER -> {
        long value = getLong();
        yield value == (int) value ? (Object) (int) value : (Object) value;
      }
      case TEXT -> getText();
      default -> throw new IllegalArgumentException("link payload: uid of type " + type
        + " (expected: 0, 1 or 2)");
    };
  }

  private int need(int count) {
    if (count < 0 || count > bytes.length - position) {
      throw new IllegalArgumentException("link payload: " + count + " bytes at " + position
        + " (expected: at most " + (bytes.length - position) + ")");
    }
    int from = position;
    position += count;
    return from;
  }

  private void room(int count) {
    if (bytes.length - position < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + count));
    }
  }
}
