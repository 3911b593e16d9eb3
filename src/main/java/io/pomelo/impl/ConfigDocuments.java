package io.pomelo.impl;

import io.pomelo.ApplicationOptions;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What the documents of the configuration directory say, with the file's name before an error. */
final class ConfigDocuments {

  private static final int MAX_SHOWN = 80;

  private ConfigDocuments() {
  }

  /**
   * Checks dictionary, protobuf definitions and crons.
   *
   * @throws IllegalArgumentException when one is wrong; the text has the file and the place in it
   */
  static void check(ApplicationOptions options) {
    dictionary(options.getDictionary());
    schema("serverProtos.json", options.getServerProtos());
    schema("clientProtos.json", options.getClientProtos());
    CronEntry.check(options.getCrons(), options.getEnv());
  }

  /** The routes of {@code dictionary.json}; none for null. */
  static List<String> dictionary(JsonArray document) {
    var routes = new ArrayList<String>();
    for (int i = 0; document != null && i < document.size(); i++) {
      if (!(document.getValue(i) instanceof String route) || route.isEmpty()) {
        throw new IllegalArgumentException("dictionary.json: [" + i + "]: "
          + shown(document.getValue(i)) + " (expected: a route as text)");
      }
      routes.add(route);
    }
    return routes;
  }

  /** The schema of a file; empty for null. */
  static ProtoSchema schema(String file, JsonObject document) {
    if (document == null) {
      return ProtoSchema.empty();
    }
    try {
      // The codec takes plain maps; a document may have come in any shape of JSON.
      return ProtoSchema.parse(new JsonObject(document.encode()).getMap());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** A value as it stands in the file, cut when it is long. */
  static String shown(Object value) {
    String text = Json.encode(value);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
