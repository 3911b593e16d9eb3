package io.pomelo.protocol;

/**
 * The five kinds of packet (wire reference, section 1.1).
 */
public enum PacketType {

  /** Both directions, JSON body. */
  HANDSHAKE(1),
  /** From the client, no body. */
  HANDSHAKE_ACK(2),
  /** Both directions, no body. */
  HEARTBEAT(3),
  /** Both directions, the body is a {@link Message}. */
  DATA(4),
  /** From the server, JSON body with the reason. */
  KICK(5);

  private static final PacketType[] BY_CODE = {
    null, HANDSHAKE, HANDSHAKE_ACK, HEARTBEAT, DATA, KICK
  };

  private final int code;

  PacketType(int code) {
    this.code = code;
  }

  /**
   * The first byte of a packet of this type.
   *
   * @return 1 to 5
   */
  public int code() {
    return code;
  }

  /**
   * Finds a type by its first byte.
   *
   * @param code the byte as an unsigned number
   * @return the type
   * @throws ProtocolException if there is no such type
   */
  public static PacketType of(int code) {
    if (code < 1 || code >= BY_CODE.length) {
      throw new ProtocolException("packet type " + code + ", expected 1 to 5");
    }
    return BY_CODE[code];
  }
}
