package io.pomelo.protocol.protobuf;

import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.WireText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes to messages (wire reference, section 6.4).
 */
public final class ProtoDecoder {

  private final String route;
  private final byte[] bytes;
  private int at;

  private ProtoDecoder(String route, byte[] bytes) {
    this.route = route;
    this.bytes = bytes;
  }

  /**
   * Decodes the message of a route. Wire types are ignored, as the browser client sends wrong ones.
   * A field that is missing is absent from the result, required or not; of a field that comes twice
   * the last one counts, but lists are joined. Whole numbers are given as {@link Integer} where
   * they fit, else as {@link Long}, an unsigned one above that as {@link Double}; {@code float} is
   * widened to {@link Double}.
   *
   * <p>Stricter than pomelo: a text or message that ends after the bytes around it is malformed.
   *
   * @param schema the schema
   * @param route a route the schema has
   * @param body the bytes; none are an empty message
   * @return the message with its fields in the order of the bytes, the caller's own to change
   * @throws ProtocolException if the bytes are no such message: an unknown tag, an end too early, a
   *   list that counts more elements than there are bytes, or more than
   *   {@link ProtoEncoder#MAX_DEPTH} messages in one another
   */
  public static Map<String, Object> decode(ProtoSchema schema, String route, byte[] body) {
    var type = schema.message(route);
    if (type == null) {
      throw new ProtocolException("route \"" + route + "\", expected one with a schema");
    }
    return new ProtoDecoder(route, body).message(type, body.length, 1);
  }

  private Map<String, Object> message(ProtoMessage type, int end, int depth) {
    var message = new LinkedHashMap<String, Object>();
    while (at < end) {
      var start = at;
      var tag = varint("a tag", end) >>> 3;
      var field = tag > ProtoField.MAX_TAG ? null : type.tagged((int) tag);
      if (field == null) {
        throw new ProtocolException("route \"" + route + "\": tag " + tag + " at byte " + start
          + ", expected one of the schema");
      }
      if (field.repeated) {
        list(field, message, end, depth);
      } else {
        message.put(field.name, value(field, end, depth));
      }
    }
    return message;
  }

  private void list(ProtoField field, Map<String, Object> message, int end, int depth) {
    // Whatever stands under the name of a repeated field was put there by this method.
    @SuppressWarnings("unchecked")
    var list = (List<Object>) message.computeIfAbsent(field.name, name -> new ArrayList<>());
    if (!field.type.counted()) {
      list.add(value(field, end, depth));
      return;
    }
    var count = varint(field.label, end);
    var most = (end - at) / field.type.minLength;
    if (count < 0 || count > most) {
      throw malformed(field.label, "counts " + Long.toUnsignedString(count) + " elements",
        "at most " + most + " in the bytes left");
    }
    for (var i = 0; i < count; i++) {
      list.add(value(field, end, depth));
    }
  }

  private Object value(ProtoField field, int end, int depth) {
    return switch (field.type) {
      case U_INT32 -> unsigned(varint(field.label, end));
      case INT32, S_INT32 -> {
        var value = varint(field.label, end);
        yield signed(value >>> 1 ^ -(value & 1));
      }
      case FLOAT -> (double) Float.intBitsToFloat((int) fixed(field, 4, end));
      case DOUBLE -> Double.longBitsToDouble(fixed(field, 8, end));
      case STRING -> {
        var length = length(field, end);
        var text = WireText.decode(bytes, at, length);
        at += length;
        yield text;
      }
      case MESSAGE -> {
        var length = length(field, end);
        if (depth == ProtoEncoder.MAX_DEPTH) {
          throw malformed(field.label, "nests deeper than " + depth + " messages", "fewer");
        }
        yield message(field.message, at + length, depth + 1);
      }
    };
  }

  private int length(ProtoField field, int end) {
    var length = varint(field.label, end);
    if (length < 0 || length > end - at) {
      throw malformed(field.label, "has a length of " + Long.toUnsignedString(length) + " bytes",
        "at most the " + (end - at) + " left");
    }
    return (int) length;
  }

  /** Reads an unsigned number of up to 64 bits. */
  private long varint(String what, int end) {
    var value = 0L;
    for (var shift = 0; ; shift += 7) {
      if (at == end) {
        throw malformed(what, "is cut off", "at least one more byte");
      }
      var next = bytes[at++];
      if (shift == 63 && (next & ~1) != 0) {
        throw malformed(what, "has more than 64 bits", "fewer");
      }
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private long fixed(ProtoField field, int length, int end) {
    if (length > end - at) {
      throw malformed(field.label, "has " + (end - at) + " bytes", Integer.toString(length));
    }
    var value = 0L;
    for (var i = 0; i < length; i++) {
      value |= (bytes[at++] & 0xFFL) << 8 * i;
    }
    return value;
  }

  private static Object signed(long value) {
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }

  private static Object unsigned(long value) {
    // Above 63 bits: halve with the lost bit kept, so that the rounding to double stays right.
    return value >= 0 ? signed(value) : (Object) ((value >>> 1 | value & 1) * 2.0);
  }

  private ProtocolException malformed(String what, String seen, String expected) {
    return new ProtocolException(
      "route \"" + route + "\": " + what + " " + seen + ", expected " + expected);
  }
}
