package io.pomelo.examples.chat;

import io.pomelo.RequestException;
import io.pomelo.examples.chat.remote.ChatRemote;
import io.vertx.serviceproxy.ServiceException;
import java.util.regex.Pattern;

/**
 * Somebody's place in a room. The same name may be in two rooms, so the uid is made of both:
 * {@code user*rid}. Immutable.
 *
 * @param user the name others see
 * @param rid the room
 */
public record Seat(String user, String rid) {

  /** How long a name may be, in characters as a person counts them. */
  public static final int MAX_NAME = 24;

  /** Stands between name and room in a uid, and for everybody as the target of a message. */
  static final String SEPARATOR = "*";

  /** Line breaks and the like; among them what turns the direction of the text around a name. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e"
    + "\\u2066-\\u2069]");

  /**
   * A place from what a client sent.
   *
   * @param user the name, trimmed here
   * @param rid the room, trimmed here
   * @return the place
   * @throws RequestException with code 400 and a text for the person when one of them will not do
   */
  public static Seat of(String user, String rid) {
    return new Seat(name("name", user), name("room", rid));
  }

  /**
   * A place from a uid.
   *
   * @param uid made by {@link #uid()}
   * @return the place
   */
  public static Seat of(Object uid) {
    String text = (String) uid;
    int separator = text.indexOf(SEPARATOR);
    return new Seat(text.substring(0, separator), text.substring(separator + 1));
  }

  /**
   * The uid.
   *
   * @return unique in the game
   */
  public String uid() {
    return user + SEPARATOR + rid;
  }

  /**
   * The refusal of a second one of this name.
   *
   * @return with code {@link ChatRemote#NAME_TAKEN} and a text for the person
   */
  ServiceException taken() {
    return new ServiceException(ChatRemote.NAME_TAKEN, "somebody in " + rid + " is called " + user
      + " already");
  }

  private static String name(String what, String value) {
    String name = value == null ? "" : value.strip();
    int length = name.codePointCount(0, name.length());
    if (length == 0 || length > MAX_NAME) {
      throw new RequestException(400, "a " + what + " of " + length + " characters (expected: 1 to "
        + MAX_NAME + ")");
    }
    if (name.contains(SEPARATOR) || INVISIBLE.matcher(name).find()) {
      throw new RequestException(400, "a " + what + " with a * or an invisible character"
        + " (expected: one without)");
    }
    return name;
  }
}
