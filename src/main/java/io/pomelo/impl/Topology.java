package io.pomelo.impl;

import io.pomelo.ApplicationOptions;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configured servers: {@code servers.json} for one environment, with clusters expanded and
 * known fields parsed by type (decision D12). Immutable.
 */
public final class Topology {

  private static final Logger LOG = System.getLogger("pomelo.config");
  private static final String SERVERS = "servers.json";

  private final Map<String, ServerInfo> servers = new LinkedHashMap<>();
  private final Set<String> types;
  private final ServerInfo master;
  private final int portShift;

  private Topology(ApplicationOptions options) {
    this.portShift = options.getPortShift();
    JsonObject types = section(options.getServers(), options.getEnv());
    var sequences = new HashMap<String, Integer>();
    for (String type : types.fieldNames()) {
      if (!(types.getValue(type) instanceof JsonArray entries)) {
        throw wrong(type, types.getValue(type), "an array of servers");
      }
      for (int i = 0; i < entries.size(); i++) {
        String place = type + "[" + i + "]";
        if (!(entries.getValue(i) instanceof JsonObject entry)) {
          throw wrong(place, entries.getValue(i), "an object");
        }
        expand(place, type, entry, sequences);
      }
    }
    checkPorts();
    this.types = servers.values().stream().map(ServerInfo::getServerType)
      .collect(Collectors.toUnmodifiableSet());
    this.master = master(section(options.getMaster(), options.getEnv()));
  }

  /**
   * The topology of an application's options.
   *
   * @param options with the documents loaded
   * @return the topology
   * @throws IllegalArgumentException when an entry is wrong; the text names place and field
   */
  public static Topology of(ApplicationOptions options) {
    return new Topology(options);
  }

  /** The configured servers in the order of the file. */
  List<ServerInfo> servers() {
    return List.copyOf(servers.values());
  }

  /** Whether there is a configured server of a type. */
  boolean hasType(String type) {
    return types.contains(type);
  }

  /** The master's entry, or null. */
  ServerInfo master() {
    return master;
  }

  /** The member named after the environment when there is one, else the whole document. */
  static JsonObject section(JsonObject document, String env) {
    if (document == null) {
      return new JsonObject();
    }
    return document.getValue(env) instanceof JsonObject section ? section : document;
  }

  private static ServerInfo master(JsonObject root) {
    if (root.isEmpty()) {
      return null;
    }
    for (String field : List.of("id", "host")) {
      if (root.containsKey(field) && (!(root.getValue(field) instanceof String text)
        || text.isBlank())) {
        throw wrong("master.json", field, root.getValue(field), "text");
      }
    }
    JsonObject entry = root.copy();
    if (root.containsKey("port")) {
      entry.put("port", integer("master.json", "", root, "port", 0, 65_535));
    }
    return new ServerInfo(entry).setServerType("master");
  }

  /**
   * An entry with {@code clusterCount} stands for that many servers: ids count on over the entries
   * of a type, fields whose text ends in {@code ++} count up from their number (pomelo
   * {@code lib/util/utils.js}).
   */
  private void expand(String place, String type, JsonObject entry, Map<String, Integer> sequences) {
    if (!entry.containsKey("clusterCount")) {
      add(place, type, entry.copy());
      return;
    }
    int count = integer(place, entry, "clusterCount", 0, 10_000);
    for (int n = 0; n < count; n++) {
      JsonObject server = entry.copy();
      server.remove("clusterCount");
      for (String field : entry.fieldNames()) {
        if (entry.getValue(field) instanceof String text && text.endsWith("++")) {
          server.put(field, counted(place + "." + field, text) + n);
        }
      }
      int sequence = sequences.merge(type, 1, Integer::sum) - 1;
      add(place, type, server.put("id", "cluster-server-" + type + "-" + sequence));
    }
  }

  private static int counted(String place, String text) {
    try {
      return Integer.parseInt(text.substring(0, text.length() - 2).trim());
    } catch (NumberFormatException e) {
      throw wrong(place, text, "a number before ++");
    }
  }

  private void add(String place, String type, JsonObject entry) {
    if (!(entry.getValue("id") instanceof String id) || id.isBlank()) {
      throw wrong(place + ".id", entry.getValue("id"), "text");
    }
    entry.put("serverType", type);
    if (entry.containsKey("frontend")) {
      entry.put("frontend", flag(place + ".frontend", entry.getValue("frontend")));
    }
    for (String field : List.of("port", "clientPort")) {
      if (entry.containsKey(field)) {
        int port = integer(place, entry, field, 0, 65_535);
        entry.put(field, field.equals("clientPort") && port > 0 ? shifted(place, port) : port);
      }
    }
    if (entry.containsKey("max-connections")) {
      entry.put("max-connections",
        integer(place, entry, "max-connections", 1, Integer.MAX_VALUE));
    }
    var server = new ServerInfo(entry);
    if (server.isFrontend() && server.getClientPort() < 0) {
      throw wrong(place + ".clientPort", null, "a port, as this server is a frontend");
    }
    if (servers.putIfAbsent(id, server) != null) {
      throw wrong(place + ".id", id, "an id no other server has");
    }
  }

  private int shifted(String place, int port) {
    int shifted = port + portShift;
    if (shifted < 1 || shifted > 65_535) {
      throw wrong(place + ".clientPort", shifted, "1 to 65535, after a shift by " + portShift);
    }
    return shifted;
  }

  /** Two listeners of one Vert.x on one port would share the clients instead of failing (H35). */
  private void checkPorts() {
    var taken = new HashMap<String, String>();
    for (ServerInfo server : servers.values()) {
      if (server.isFrontend() && server.getClientPort() > 0) {
        String other = taken.put(server.getHost() + ":" + server.getClientPort(), server.getId());
        if (other != null) {
          throw wrong(server.getId() + ".clientPort", server.getClientPort(),
            "a port that " + other + " does not use");
        }
      }
    }
  }

  private static boolean flag(String place, Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if ("true".equals(value) || "false".equals(value)) {
      LOG.log(Level.WARNING, "servers.json: {0}: \"{1}\" as text (expected: {1})", place, value);
      return "true".equals(value);
    }
    throw wrong(place, value, "true or false");
  }

  private static int integer(String place, JsonObject entry, String field, int min, int max) {
    return integer(SERVERS, place + ".", entry, field, min, max);
  }

  private static int integer(String file, String place, JsonObject entry, String field, int min,
    int max) {
    Object value = entry.getValue(field);
    if (value instanceof String text && text.matches("[0-9]{1,9}")) {
      LOG.log(Level.WARNING, "{0}: {1}{2}: \"{3}\" as text (expected: {3})", file, place, field,
        text);
      value = Integer.valueOf(text);
    }
    if (value instanceof Integer number && number >= min && number <= max) {
      return number;
    }
    throw wrong(file, place + field, value, "an integer from " + min + " to " + max);
  }

  private static IllegalArgumentException wrong(String place, Object seen, String expected) {
    return wrong(SERVERS, place, seen, expected);
  }

  private static IllegalArgumentException wrong(String file, String place, Object seen,
    String expected) {
    return new IllegalArgumentException(file + ": " + place + ": " + ConfigDocuments.shown(seen)
      + " (expected: " + expected + ")");
  }
}
