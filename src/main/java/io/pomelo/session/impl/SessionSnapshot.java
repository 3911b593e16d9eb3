package io.pomelo.session.impl;

import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the two kinds of snapshots have in common: values that are local until they are pushed.
 * Confined to the server's context.
 */
abstract class SessionSnapshot implements Session {

  private final long id;
  private final String frontendId;
  private final Settings settings;
  private Object uid;

  SessionSnapshot(long id, String frontendId, Object uid, Settings settings) {
    this.id = id;
    this.frontendId = frontendId;
    this.uid = uid;
    this.settings = settings;
  }

  /** Sets and removes values in the session itself, all at once. */
  abstract Future<Void> write(JsonObject values, List<String> removed);

  @Override
  public long id() {
    return id;
  }

  @Override
  public String frontendId() {
    return frontendId;
  }

  @Override
  public Object uid() {
    return uid;
  }

  void uid(Object uid) {
    this.uid = uid;
  }

  byte[] encodedSettings() {
    return settings.encode();
  }

  @Override
  public Session set(String key, Object value) {
    settings.set(key, value);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T get(String key) {
    return (T) settings.get(key);
  }

  @Override
  public Session remove(String key) {
    settings.remove(key);
    return this;
  }

  @Override
  public Future<Void> push(String key) {
    return push(List.of(key));
  }

  @Override
  public Future<Void> pushAll() {
    return push(settings.changed());
  }

  private Future<Void> push(Collection<String> keys) {
    var values = new JsonObject();
    var removed = new ArrayList<String>();
    JsonObject current = settings.copy();
    for (String key : keys) {
      if (current.containsKey(key)) {
        values.put(key, current.getValue(key));
      } else {
        removed.add(key);
      }
    }
    return write(values, removed);
  }

  @Override
  public JsonObject settings() {
    return settings.copy();
  }

  @Override
  public String toString() {
    return "session " + id + "@" + frontendId + (uid == null ? "" : " of " + uid);
  }
}
