package io.pomelo.protocol;

import java.util.Arrays;
import java.util.Objects;

/**
 * One packet: a type byte, a length of three bytes and a body (wire reference, section 1.1). Two
 * packets are equal if their types and the bytes of their bodies are. The body is not copied:
 * nobody may change it once it is in a packet.
 *
 * @param type what the packet is for
 * @param body its bytes, empty for acknowledgements and heartbeats
 */
public record Packet(PacketType type, byte[] body) {

  /** Bytes before the body: one for the type, three for the length. */
  public static final int HEADER_LENGTH = 4;

  /** The longest body the three length bytes can announce, in bytes. */
  public static final int MAX_BODY_LENGTH = 0xFFFFFF;

  static final byte[] NO_BODY = new byte[0];

  /**
   * Checks that nothing is null.
   */
  public Packet {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(body, "body");
  }

  /**
   * Encodes this packet.
   *
   * @return header and body
   * @throws ProtocolException if the body is longer than {@link #MAX_BODY_LENGTH}
   */
  public byte[] encode() {
    return encode(type, body);
  }

  /**
   * Encodes a packet without a body.
   *
   * @param type the type
   * @return the four bytes of the header, an array of the caller's own
   */
  public static byte[] encode(PacketType type) {
    return encode(type, NO_BODY);
  }

  /**
   * Encodes a packet. Unlike pomelo, which sends a wrong length, a body that does not fit is
   * refused.
   *
   * @param type the type
   * @param body the body
   * @return header and body
   * @throws ProtocolException if the body is longer than {@link #MAX_BODY_LENGTH}
   */
  public static byte[] encode(PacketType type, byte[] body) {
    var bytes = allocate(type, body.length);
    System.arraycopy(body, 0, bytes, HEADER_LENGTH, body.length);
    return bytes;
  }

  /** An array for header and body with the header written. */
  static byte[] allocate(PacketType type, long bodyLength) {
    if (bodyLength > MAX_BODY_LENGTH) {
      throw new ProtocolException(
        "packet body of " + bodyLength + " bytes, expected at most " + MAX_BODY_LENGTH);
    }
    var length = (int) bodyLength;
    var bytes = new byte[HEADER_LENGTH + length];
    bytes[0] = (byte) type.code();
    bytes[1] = (byte) (length >>> 16);
    bytes[2] = (byte) (length >>> 8);
    bytes[3] = (byte) length;
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Packet that && type == that.type && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return type + " with " + body.length + " bytes";
  }
}
