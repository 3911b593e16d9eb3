package io.pomelo.protocol;

/**
 * The kinds of message inside a {@link PacketType#DATA} packet (wire reference, section 2.1).
 */
public enum MessageType {

  /** From the client, with id and route; wants a response. */
  REQUEST(0),
  /** From the client, with a route; wants none. */
  NOTIFY(1),
  /** From the server, with the id of its request and no route. */
  RESPONSE(2),
  /** From the server, with a route. */
  PUSH(3);

  private static final MessageType[] BY_CODE = values();

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /**
   * The number of this type in the flag byte.
   *
   * @return 0 to 3
   */
  public int code() {
    return code;
  }

  /**
   * Finds a type by its number. The flag byte has room for 0 to 7, of which 4 to 7 have no meaning.
   *
   * @param code the number
   * @return the type
   * @throws ProtocolException if there is no such type
   */
  public static MessageType of(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new ProtocolException("message type " + code + ", expected 0 to 3");
    }
    return BY_CODE[code];
  }

  boolean hasId() {
    return this == REQUEST || this == RESPONSE;
  }

  boolean hasRoute() {
    return this != RESPONSE;
  }
}
