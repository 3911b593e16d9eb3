package io.pomelo.protocol;

import java.util.Arrays;

/**
 * Messages to bytes and back (wire reference, section 2).
 */
public final class MessageCodec {

  private static final int ROUTE_CODE_BIT = 0x01;
  private static final int TYPE_SHIFT = 1;
  private static final int TYPE_MASK = 0x07;
  private static final int GZIP_BIT = 0x10;
  /** Shift of the fifth and last byte of an id; of its bits only three belong to the number. */
  private static final int LAST_ID_SHIFT = 28;
  private static final int LAST_ID_MASK = 0x07;

  private MessageCodec() {
  }

  /**
   * Encodes a message as the body of a data packet.
   *
   * @param message the message
   * @return its bytes
   * @throws ProtocolException if the id is negative, the route is missing or longer than
   *   {@link Message#MAX_ROUTE_LENGTH} bytes, or the code is not 0 to
   *   {@link Message#MAX_ROUTE_CODE}
   */
  public static byte[] encode(Message message) {
    var routeLength = routeLength(message);
    var bytes = new byte[headLength(message, routeLength) + message.body().length];
    write(message, routeLength, bytes, 0);
    return bytes;
  }

  /**
   * Encodes a message as a complete data packet, in one array and without a copy in between.
   *
   * @param message the message
   * @return header and message
   * @throws ProtocolException as {@link #encode} does, and if the message is longer than
   *   {@link Packet#MAX_BODY_LENGTH}
   */
  public static byte[] encodePacket(Message message) {
    var routeLength = routeLength(message);
    var length = (long) headLength(message, routeLength) + message.body().length;
    var bytes = Packet.allocate(PacketType.DATA, length);
    write(message, routeLength, bytes, Packet.HEADER_LENGTH);
    return bytes;
  }

  /**
   * Decodes the body of a data packet (section 2.2 for the odd cases). A request with the id 0
   * wants no response and is given as a {@link MessageType#NOTIFY}, as pomelo treats it. An empty
   * route is given as an empty text, and types that only servers send are given as they are: the
   * caller decides. Bits of the flag that have no meaning here are ignored.
   *
   * @param body the bytes of a data packet's body
   * @return the message
   * @throws ProtocolException if the bytes are no message: empty, of an unknown type, cut off
   *   inside id or route, with an id above {@link Integer#MAX_VALUE} or the route code 0
   */
  public static Message decode(byte[] body) {
    if (body.length == 0) {
      throw new ProtocolException("empty data packet, expected a message");
    }
    var flag = body[0];
    var type = MessageType.of(flag >> TYPE_SHIFT & TYPE_MASK);
    var at = 1;
    var id = 0;
    if (type.hasId()) {
      var shift = 0;
      byte next;
      do {
        if (at == body.length) {
          throw new ProtocolException(type + " cut off in its id, expected at least one more byte");
        }
        next = body[at++];
        if (shift == LAST_ID_SHIFT && (next & ~LAST_ID_MASK) != 0) {
          throw new ProtocolException(
            type + " with an id above 31 bits, expected at most " + Integer.MAX_VALUE);
        }
        id |= (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
    }
    String route = null;
    var routeCode = 0;
    if (type.hasRoute()) {
      if ((flag & ROUTE_CODE_BIT) != 0) {
        if (body.length - at < 2) {
          throw new ProtocolException(
            type + " with " + (body.length - at) + " bytes of a route code, expected 2");
        }
        routeCode = (body[at] & 0xFF) << 8 | body[at + 1] & 0xFF;
        if (routeCode == 0) {
          throw new ProtocolException(type + " with route code 0, expected at least 1");
        }
        at += 2;
      } else {
        if (at == body.length) {
          throw new ProtocolException(type + " without a route, expected its length");
        }
        var routeLength = body[at++] & 0xFF;
        if (routeLength > body.length - at) {
          throw new ProtocolException(type + " with " + (body.length - at)
            + " bytes of its route, expected " + routeLength);
        }
        route = WireText.decode(body, at, routeLength);
        at += routeLength;
      }
    }
    if (type == MessageType.REQUEST && id == 0) {
      type = MessageType.NOTIFY;
    }
    return new Message(type, id, route, routeCode, (flag & GZIP_BIT) != 0,
      at == body.length ? Packet.NO_BODY : Arrays.copyOfRange(body, at, body.length));
  }

  /** Checks the route and tells its length as text; 0 where none is written. */
  private static int routeLength(Message message) {
    if (!message.type().hasRoute()) {
      return 0;
    }
    var code = message.routeCode();
    if (code != 0) {
      if (code < 0 || code > Message.MAX_ROUTE_CODE) {
        throw new ProtocolException(
          "route code " + code + ", expected 1 to " + Message.MAX_ROUTE_CODE);
      }
      return 0;
    }
    if (message.route() == null) {
      throw new ProtocolException(message.type() + " without a route, expected text or code");
    }
    var length = WireText.encodedLength(message.route());
    if (length > Message.MAX_ROUTE_LENGTH) {
      throw new ProtocolException(
        "route of " + length + " UTF-8 bytes, expected at most " + Message.MAX_ROUTE_LENGTH);
    }
    return length;
  }

  private static int headLength(Message message, int routeLength) {
    var length = 1;
    if (message.type().hasId()) {
      var id = message.id();
      if (id < 0) {
        throw new ProtocolException("message id " + id + ", expected at least 0");
      }
      do {
        length++;
        id >>>= 7;
      } while (id != 0);
    }
    if (message.type().hasRoute()) {
      length += message.routeCode() != 0 ? 2 : 1 + routeLength;
    }
    return length;
  }

  private static void write(Message message, int routeLength, byte[] bytes, int from) {
    var type = message.type();
    var coded = type.hasRoute() && message.routeCode() != 0;
    var at = from;
    bytes[at++] = (byte) (type.code() << TYPE_SHIFT
      | (coded ? ROUTE_CODE_BIT : 0)
      | (message.gzip() ? GZIP_BIT : 0));
    if (type.hasId()) {
      var id = message.id();
      while (id > 0x7F) {
        bytes[at++] = (byte) (id & 0x7F | 0x80);
        id >>>= 7;
      }
      bytes[at++] = (byte) id;
    }
    if (coded) {
      bytes[at++] = (byte) (message.routeCode() >>> 8);
      bytes[at++] = (byte) message.routeCode();
    } else if (type.hasRoute()) {
      bytes[at++] = (byte) routeLength;
      at = WireText.encode(message.route(), bytes, at);
    }
    System.arraycopy(message.body(), 0, bytes, at, message.body().length);
  }
}
