package io.pomelo.impl;

import io.pomelo.connector.JsonBody;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The settings of an application (pomelo {@code app.set}, {@code app.get}). */
final class Settings {

  private final Map<String, Object> values = new HashMap<>();

  void set(String key, Object value) {
    values.put(key, value);
  }

  @SuppressWarnings("unchecked")
  <T> T get(String key) {
    return (T) values.get(key);
  }

  boolean enabled(String key) {
    return !JsonBody.isFalsy(values.get(key));
  }

  /** The options of a component: as they were set, from JSON, or made when they were not set. */
  <T> T options(String key, Class<T> type, Function<JsonObject, T> fromJson) {
    Object value = values.get(key);
    if (value == null) {
      return fromJson.apply(new JsonObject());
    }
    if (value instanceof JsonObject json) {
      return fromJson.apply(json);
    }
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("setting " + key + ": a "
        + value.getClass().getSimpleName() + " (expected: " + type.getSimpleName()
        + " or JsonObject)");
    }
    return type.cast(value);
  }

  /** Whether a value is meant by {@code all}, a name, or a list {@code a|b}. */
  static boolean matches(String wanted, String value) {
    return wanted.equals("all") || Arrays.asList(wanted.split("\\|")).contains(value);
  }
}
