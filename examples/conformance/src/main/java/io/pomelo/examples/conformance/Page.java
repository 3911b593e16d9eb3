package io.pomelo.examples.conformance;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Conventions that hold on the whole page: answers, absent fields, limits, the order of uids. */
final class Page {

  private Page() {
  }

  /** An answer that is only its code, or the beginning of one that has more fields. */
  static JsonObject code(int code) {
    return new JsonObject().put("code", code);
  }

  static JsonObject ok() {
    return code(200);
  }

  static <T> Future<T> done(T answer) {
    return Future.succeededFuture(answer);
  }

  /** Takes a field over, and its absence: a missing field stays missing, a null stays a null. */
  static JsonObject take(String field, JsonObject from, JsonObject to) {
    return from.containsKey(field) ? to.put(field, from.getValue(field)) : to;
  }

  /** A number of the body between 0 and its limit; anything that is no number counts as 0. */
  static int count(JsonObject body, String field, int limit) {
    return body.getValue(field) instanceof Number number
      ? (int) Math.max(0, Math.min(limit, number.longValue())) : 0;
  }

  /** A text of the body, or the default when it is missing or something else. */
  static String text(JsonObject body, String field, String or) {
    return body.getValue(field) instanceof String text ? text : or;
  }

  /** Uids in the order of their text, as strings and numbers may stand side by side. */
  static List<Object> sorted(List<Object> uids) {
    var sorted = new ArrayList<>(uids);
    sorted.sort(Comparator.comparing(String::valueOf));
    return sorted;
  }
}
