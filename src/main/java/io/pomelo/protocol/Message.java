package io.pomelo.protocol;

import java.util.Arrays;
import java.util.Objects;

/**
 * One message between client and server (wire reference, section 2). Two messages are equal if all
 * their parts and the bytes of their bodies are. The body is not copied: nobody may change it once
 * it is in a message.
 *
 * @param type the kind of message
 * @param id the number of the request, 0 where the type has none
 * @param route the route as text; null for a response and for a message that arrived with a code
 * @param routeCode the route's code in the {@link RouteDictionary}, 1 to {@link #MAX_ROUTE_CODE};
 *   0 if the route is given as text. A code goes before a text: a message that has both is written
 *   with the code
 * @param gzip whether the bit for a compressed body is set. This codec only carries the bit; it
 *   neither inflates nor deflates (section 2.5)
 * @param body the bytes of the body, may be empty
 */
public record Message(
  MessageType type, int id, String route, int routeCode, boolean gzip, byte[] body) {

  /** The longest route that fits as text, in UTF-8 bytes. */
  public static final int MAX_ROUTE_LENGTH = 255;

  /** The largest route code. */
  public static final int MAX_ROUTE_CODE = 0xFFFF;

  /**
   * Checks that type and body are not null.
   */
  public Message {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(body, "body");
  }

  /**
   * Creates a request.
   *
   * @param id its number, 1 to {@link Integer#MAX_VALUE}
   * @param route the route
   * @param body the body
   * @return the message
   */
  public static Message request(int id, String route, byte[] body) {
    return new Message(MessageType.REQUEST, id, route, 0, false, body);
  }

  /**
   * Creates a notification.
   *
   * @param route the route
   * @param body the body
   * @return the message
   */
  public static Message notify(String route, byte[] body) {
    return new Message(MessageType.NOTIFY, 0, route, 0, false, body);
  }

  /**
   * Creates the response to a request.
   *
   * @param id the number of the request
   * @param body the body
   * @return the message
   */
  public static Message response(int id, byte[] body) {
    return new Message(MessageType.RESPONSE, id, null, 0, false, body);
  }

  /**
   * Creates a push.
   *
   * @param route the route
   * @param body the body
   * @return the message
   */
  public static Message push(String route, byte[] body) {
    return new Message(MessageType.PUSH, 0, route, 0, false, body);
  }

  /**
   * This message with its route written as a code. The text stays for whoever reads logs, but is
   * not sent.
   *
   * @param routeCode the code, or 0 to write the text
   * @return the message
   */
  public Message withRouteCode(int routeCode) {
    return new Message(type, id, route, routeCode, gzip, body);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message that
      && type == that.type
      && id == that.id
      && routeCode == that.routeCode
      && gzip == that.gzip
      && Objects.equals(route, that.route)
      && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hash(type, id, route, routeCode, gzip) + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return type
      + (type.hasId() ? " " + id : "")
      + (route == null ? "" : " " + route)
      + (routeCode == 0 ? "" : " (code " + routeCode + ")")
      + " with " + body.length + " bytes";
  }
}
