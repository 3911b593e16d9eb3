package io.pomelo.session.impl;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The values of a session, shared by the session and the snapshots of it until one of them writes:
 * then that one gets a copy of its own. Between servers they travel as JSON text, which is kept, so
 * that an unchanged session is encoded once, and is parsed only by who reads a value. Not thread
 * safe.
 */
final class Settings {

  private static final byte[] EMPTY = {'{', '}'};

  private byte[] encoded;
  private JsonObject values;
  private boolean shared;
  private Set<String> changed = Set.of();

  private Settings(byte[] encoded, JsonObject values) {
    this.encoded = encoded;
    this.values = values;
  }

  static Settings empty() {
    return new Settings(EMPTY, null);
  }

  static Settings decode(byte[] encoded) {
    return new Settings(encoded, null);
  }

  /** The same values, for somebody else; a write of either is not seen by the other. */
  Settings snapshot() {
    var copy = new Settings(encoded, values);
    copy.shared = true;
    shared = true;
    return copy;
  }

  byte[] encode() {
    if (encoded == null) {
      encoded = values.toBuffer().getBytes();
    }
    return encoded;
  }

  /** A value; one that could be changed from outside is taken from a copy of its own. */
  Object get(String key) {
    Object value = values().getValue(key);
    if (shared && (value instanceof JsonObject || value instanceof JsonArray)) {
      own();
      encoded = null;
      return values.getValue(key);
    }
    if (value instanceof JsonObject || value instanceof JsonArray) {
      encoded = null;
    }
    return value;
  }

  /** Refuses what is no JSON: it could not go to another server, nor be copied. */
  void set(String key, Object value) {
    check(key, value);
    own();
    values.put(key, value);
    wrote(key);
  }

  private static void check(String key, Object value) {
    if (value == null || value instanceof String || value instanceof Number
      || value instanceof Boolean) {
      return;
    }
    try {
      new JsonObject().put(key, value).copy();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("session value " + key + ": " + e.getMessage()
        + " (expected: a JSON value)", e);
    }
  }

  void remove(String key) {
    own();
    values.remove(key);
    wrote(key);
  }

  /** The keys written since this snapshot was taken. */
  Collection<String> changed() {
    return changed;
  }

  JsonObject copy() {
    return values().copy();
  }

  private JsonObject values() {
    if (values == null) {
      values = new JsonObject(Buffer.buffer(encoded));
      shared = false;
    }
    return values;
  }

  private void own() {
    values();
    if (shared) {
      values = values.copy();
      shared = false;
    }
  }

  private void wrote(String key) {
    encoded = null;
    if (changed.isEmpty()) {
      changed = new LinkedHashSet<>();
    }
    changed.add(key);
  }
}
