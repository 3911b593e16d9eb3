package io.pomelo.client.impl;

import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Protobuf definitions as the handshake carries them (wire reference, section 6.2), written back to
 * the form of the definition files, which is the one a schema is read from.
 */
final class ParsedProtos {

  private static final String MESSAGES = "__messages";
  private static final String TAGS = "__tags";

  private ParsedProtos() {
  }

  /**
   * The schema of one direction.
   *
   * @param parsed the member {@code server} or {@code client} of {@code sys.protos}; may be null
   * @return the schema
   * @throws IllegalArgumentException if an entry is not of the parsed form
   */
  static ProtoSchema schema(JsonObject parsed) {
    if (parsed == null) {
      return ProtoSchema.empty();
    }
    var raw = new LinkedHashMap<String, Object>();
    parsed.forEach(entry -> raw.put(entry.getKey(), message(entry.getKey(), entry.getValue())));
    return ProtoSchema.parse(raw);
  }

  private static Map<String, Object> message(String name, Object parsed) {
    if (!(parsed instanceof JsonObject message)) {
      throw new IllegalArgumentException("protobuf definition " + name + ": " + parsed
        + ", expected an object");
    }
    var raw = new LinkedHashMap<String, Object>();
    for (String member : message.fieldNames()) {
      switch (member) {
        case TAGS -> {
          // Says nothing that the fields do not say.
        }
        case MESSAGES -> message.getJsonObject(MESSAGES).forEach(nested ->
          raw.put("message " + nested.getKey(),
            message(name + "." + nested.getKey(), nested.getValue())));
        default -> {
          JsonObject field = message.getJsonObject(member);
          raw.put(field.getString("option") + " " + field.getString("type") + " " + member,
            field.getValue("tag"));
        }
      }
    }
    return raw;
  }
}
