package io.pomelo.protocol.protobuf;

import io.pomelo.protocol.ProtocolException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;

/**
 * Messages to bytes (wire reference, sections 6.3 and 6.5).
 */
public final class ProtoEncoder {

  /** How deep messages may be nested in one another, the outermost counted. */
  public static final int MAX_DEPTH = 100;

  private static final int MAX_SHOWN = 40;
  private static final double TWO_POW_63 = 0x1p63;

  private final String route;
  private final ProtoBuffer buffer = new ProtoBuffer();

  private ProtoEncoder(String route) {
    this.route = route;
  }

  /**
   * Encodes the message of a route. Fields are written in the order of the message's keys; keys the
   * schema does not know, null values and empty lists are not written. As in pomelo, a text that
   * is a number is taken for a number, and fractions of whole numbers are cut off.
   *
   * <p>Where pomelo sends an empty body (a required field is missing) or nothing at all (a wrong
   * value), this fails; who sends the message logs that and sends an empty body (section 6.5).
   *
   * @param schema the schema
   * @param route a route the schema has
   * @param message the values: numbers, texts, {@link Map} for messages, {@link Collection} for
   *   lists
   * @return the bytes, an empty array if there was nothing to write
   * @throws ProtocolException if the message cannot be encoded; the text names the route and the
   *   field
   */
  public static byte[] encode(ProtoSchema schema, String route, Map<String, ?> message) {
    var type = schema.message(route);
    if (type == null) {
      throw new ProtocolException("route \"" + route + "\", expected one with a schema");
    }
    var encoder = new ProtoEncoder(route);
    encoder.message(type, message, 1);
    return encoder.buffer.toBytes();
  }

  private void message(ProtoMessage type, Map<?, ?> message, int depth) {
    for (var field : type.required()) {
      if (message.get(field.name) == null) {
        throw refused(field, "is missing", "it, as it is required");
      }
    }
    for (var entry : message.entrySet()) {
      var field = type.named(entry.getKey());
      var value = entry.getValue();
      if (field == null || value == null) {
        continue;
      }
      if (field.repeated) {
        list(field, value, depth);
      } else {
        buffer.varint(field.head());
        value(field, value, depth);
      }
    }
  }

  private void list(ProtoField field, Object value, int depth) {
    if (!(value instanceof Collection<?> list)) {
      throw wrong(field, value, "a list");
    }
    if (list.isEmpty()) {
      return;
    }
    var counted = field.type.counted();
    if (counted) {
      buffer.varint(field.head());
      buffer.varint(list.size());
    }
    for (var element : list) {
      if (!counted) {
        buffer.varint(field.head());
      }
      value(field, element, depth);
    }
  }

  private void value(ProtoField field, Object value, int depth) {
    switch (field.type) {
      case U_INT32 -> {
        var number = whole(field, value);
        if (number < 0) {
          throw wrong(field, value, "a number of at least 0");
        }
        buffer.varint(number);
      }
      case INT32, S_INT32 -> {
        var number = whole(field, value);
        buffer.varint(number << 1 ^ number >> 63);
      }
      case FLOAT -> buffer.fixed32(Float.floatToIntBits((float) real(field, value)));
      case DOUBLE -> buffer.fixed64(Double.doubleToLongBits(real(field, value)));
      case STRING -> {
        if (!(value instanceof CharSequence text)) {
          throw wrong(field, value, "a text");
        }
        buffer.string(text.toString());
      }
      case MESSAGE -> {
        if (!(value instanceof Map<?, ?> message)) {
          throw wrong(field, value, "an object");
        }
        if (depth == MAX_DEPTH) {
          throw refused(field, "nests deeper than " + MAX_DEPTH + " messages", "fewer");
        }
        var begin = buffer.beginBlock();
        message(field.message, message, depth + 1);
        buffer.endBlock(begin);
      }
    }
  }

  private long whole(ProtoField field, Object value) {
    if (value instanceof Integer || value instanceof Long
      || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      return big.longValue();
    }
    if (value instanceof String text) {
      try {
        return Long.parseLong(text.strip());
      } catch (NumberFormatException ignored) {
        // A fraction, an exponent, or no number at all: the next line tells.
      }
    }
    var number = real(field, value);
    if (number >= -TWO_POW_63 && number < TWO_POW_63) {
      return (long) number;
    }
    throw wrong(field, value, "a number within 64 bits");
  }

  private double real(ProtoField field, Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException notOne) {
        throw wrong(field, value, "a number");
      }
    }
    throw wrong(field, value, "a number");
  }

  private ProtocolException wrong(ProtoField field, Object value, String expected) {
    String seen;
    if (value instanceof CharSequence text) {
      seen = "\"" + (text.length() > MAX_SHOWN ? text.subSequence(0, MAX_SHOWN) + "..." : text)
        + "\"";
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      seen = String.valueOf(value);
    } else {
      seen = "a " + value.getClass().getSimpleName();
    }
    return refused(field, "is " + seen, expected + " for " + field.typeName);
  }

  private ProtocolException refused(ProtoField field, String seen, String expected) {
    return new ProtocolException(
      "route \"" + route + "\": field " + field.label + " " + seen + ", expected " + expected);
  }
}
