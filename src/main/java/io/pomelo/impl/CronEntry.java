package io.pomelo.impl;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A cron as it is configured, checked. Immutable.
 *
 * @param id unique on a server
 * @param time when it runs
 * @param action {@code prefix.method}
 * @param serverId the one server that runs it, or null for each of its type
 * @param data what the action is given
 */
record CronEntry(String id, CronTime time, String action, String serverId, JsonObject data) {

  private static final String FILE = "crons.json";
  private static final String DIALECT = "dialect";
  private static final Set<String> MEMBERS =
    Set.of("id", "time", "action", "serverId", DIALECT, "data");

  /**
   * The entries of {@code crons.json} for a server type.
   *
   * @throws IllegalArgumentException when one is wrong; the text has place, id, field and value
   */
  static List<CronEntry> ofType(JsonObject document, String env, String type) {
    JsonObject section = Topology.section(document, env);
    return section.containsKey(type) && !type.equals(DIALECT)
      ? list(FILE + ": " + type, section.getValue(type), dialect(document, section)) : List.of();
  }

  /** Checks the entries of all types. */
  static void check(JsonObject document, String env) {
    for (String type : Topology.section(document, env).fieldNames()) {
      ofType(document, env, type);
    }
  }

  /** The entries of a list; {@code place} stands before errors. */
  static List<CronEntry> list(String place, Object value, String dialect) {
    if (!(value instanceof JsonArray entries)) {
      throw wrong(place, value, "an array of crons");
    }
    var all = new ArrayList<CronEntry>();
    for (int i = 0; i < entries.size(); i++) {
      all.add(of(place + "[" + i + "]", entries.getValue(i), dialect));
    }
    return all;
  }

  private static String dialect(JsonObject document, JsonObject section) {
    JsonObject from = section.containsKey(DIALECT) ? section : document;
    return from.containsKey(DIALECT)
      ? text(FILE + ": " + DIALECT, from.getValue(DIALECT), "text") : CronTime.STANDARD;
  }

  private static CronEntry of(String place, Object value, String dialect) {
    if (!(value instanceof JsonObject entry)) {
      throw wrong(place, value, "an object");
    }
    String id = id(place + ".id", entry.getValue("id"));
    String cron = place + " (id \"" + id + "\")";
    for (String member : entry.fieldNames()) {
      if (!MEMBERS.contains(member)) {
        throw wrong(cron + "." + member, entry.getValue(member), "no such field; there are "
          + MEMBERS.stream().sorted().toList());
      }
    }
    String action = text(cron + ".action", entry.getValue("action"), "prefix.method");
    if (!action.matches("[^.\\s]+\\.[^.\\s]+")) {
      throw wrong(cron + ".action", action, "prefix.method");
    }
    String serverId = entry.containsKey("serverId")
      ? text(cron + ".serverId", entry.getValue("serverId"), "the id of a server") : null;
    if (!(entry.getValue("data", new JsonObject()) instanceof JsonObject data)) {
      throw wrong(cron + ".data", entry.getValue("data"), "an object");
    }
    String time = text(cron + ".time", entry.getValue("time"), "a cron expression");
    try {
      return new CronEntry(id, CronTime.parse(time, entry.containsKey(DIALECT)
        ? text(cron + "." + DIALECT, entry.getValue(DIALECT), "text") : dialect), action, serverId,
        data.copy());
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(place) ? e
        : new IllegalArgumentException(cron + ": " + e.getMessage(), e);
    }
  }

  /** Ids are text; pomelo's configurations have numbers. */
  static String id(String place, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    return text(place, value, "text or an integer");
  }

  private static String text(String place, Object value, String expected) {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw wrong(place, value, expected);
  }

  private static IllegalArgumentException wrong(String place, Object seen, String expected) {
    return new IllegalArgumentException(place + ": " + ConfigDocuments.shown(seen) + " (expected: "
      + expected + ")");
  }
}
