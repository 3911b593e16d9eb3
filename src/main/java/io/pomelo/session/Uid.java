package io.pomelo.session;

import java.math.BigInteger;

/**
 * What may identify a user: a string or an integer, whose type is kept everywhere, so that "1" and
 * 1 are different users (decision D4). Integers are held as {@link Integer} when they fit, else as
 * {@link Long}, and so compare by {@code equals} wherever they come from.
 */
public final class Uid {

  private Uid() {
  }

  /**
   * A uid in the one form it is compared in.
   *
   * @param value what a caller gave
   * @return a non-empty {@link String}, or an {@link Integer} or {@link Long} other than 0
   * @throws IllegalArgumentException for anything else
   */
  public static Object of(Object value) {
    if (isUid(value)) {
      return orSame(value);
    }
    throw new IllegalArgumentException("uid: " + (value instanceof String ? "\"\"" : value)
      + " (expected: text that is not empty, or an integer other than 0)");
  }

  /**
   * Whether a value can be a uid.
   *
   * @param value what a caller gave, may be null
   * @return true for text that is not empty and for integers other than 0
   */
  public static boolean isUid(Object value) {
    Object uid = orSame(value);
    return uid instanceof String text && !text.isEmpty()
      || uid instanceof Integer number && number != 0 || uid instanceof Long;
  }

  /**
   * A uid to look somebody up by: as {@link #of}, but what cannot be a uid is left as it is and
   * finds nobody.
   *
   * @param value what a caller gave, may be null
   * @return the form it is compared in
   */
  public static Object orSame(Object value) {
    if (value instanceof Long || value instanceof Short || value instanceof Byte
      || value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      long number = ((Number) value).longValue();
      return number == (int) number ? (Object) (int) number : (Object) number;
    }
    return value;
  }
}
