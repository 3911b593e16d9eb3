package io.pomelo.protocol.protobuf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The messages of one direction, by route: the content of {@code serverProtos.json} or
 * {@code clientProtos.json} (wire reference, sections 6.1 and 6.2). Immutable.
 */
public final class ProtoSchema {

  private static final ProtoSchema EMPTY = parse(Map.of());
  private static final String SHARED = "message ";

  private final Map<String, ProtoMessage> routes;
  private final Map<String, Object> parsed;

  private ProtoSchema(Map<String, ProtoMessage> routes, Map<String, Object> parsed) {
    this.routes = routes;
    this.parsed = parsed;
  }

  /**
   * Reads a schema file. As in pomelo, a key that is not of the form
   * {@code <required|optional|repeated> <type> <name>} or {@code message <Name>}, with single
   * spaces, is left out without an error, and so is a field whose tag is taken. Unlike in pomelo,
   * where such a field corrupts every message that uses it, a type that is neither a scalar nor a
   * known message is refused.
   *
   * @param raw the JSON of the file as plain maps and numbers
   * @return the schema
   * @throws IllegalArgumentException if a field has a type or a tag that cannot be, or an entry is
   *   no object; the text names the route and the field
   */
  public static ProtoSchema parse(Map<String, Object> raw) {
    var routes = new LinkedHashMap<String, ProtoMessage>();
    var shared = new LinkedHashMap<String, ProtoMessage>();
    var parsed = new LinkedHashMap<String, Object>();
    raw.forEach((key, value) -> {
      var message = new ProtoMessage(key, "", ProtoMessage.entries(key, key, value));
      if (key.startsWith(SHARED)) {
        shared.put(key.substring(SHARED.length()), message);
      } else {
        routes.put(key, message);
      }
      parsed.put(key, message.parsed());
    });
    shared.values().forEach(message -> message.resolve(shared));
    routes.values().forEach(message -> message.resolve(shared));
    return new ProtoSchema(routes, Collections.unmodifiableMap(parsed));
  }

  /**
   * The schema without messages.
   *
   * @return always the same one
   */
  public static ProtoSchema empty() {
    return EMPTY;
  }

  /**
   * Tells whether messages of a route are written in this format.
   *
   * @param route the route
   * @return true if the schema has a message for it
   */
  public boolean has(String route) {
    return routes.containsKey(route);
  }

  /**
   * The form the handshake carries (section 6.2), shared messages included.
   *
   * @return the messages by route, in the order of the file, with the members of each in the order
   *   pomelo writes them, so that versions are equal; cannot be changed
   */
  public Map<String, Object> parsed() {
    return parsed;
  }

  /** The message of a route, or null. */
  ProtoMessage message(String route) {
    return routes.get(route);
  }
}
