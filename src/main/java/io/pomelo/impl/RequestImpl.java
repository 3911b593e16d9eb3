package io.pomelo.impl;

import io.pomelo.Request;
import io.pomelo.connector.ClientMessage;
import io.pomelo.session.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** A request on one server. Confined to the server's context. */
final class RequestImpl implements Request {

  private final long accepted = System.nanoTime();
  private final ClientMessage message;
  private final Session session;
  private Object response;
  private byte[] answer;
  private Throwable failure;
  private Map<String, Object> data = Map.of();
  private boolean over;
  private boolean timed;
  private long due;
  private Runnable onTimeout;

  RequestImpl(ClientMessage message, Session session) {
    this.message = message;
    this.session = session;
  }

  private long ageMillis() {
    return (System.nanoTime() - accepted) / 1_000_000;
  }

  ClientMessage message() {
    return message;
  }

  @Override
  public String route() {
    return message.route();
  }

  @Override
  public Object msg() {
    return message.body();
  }

  @Override
  public JsonObject json() {
    return message.body() instanceof JsonObject object ? object : new JsonObject();
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public boolean isNotify() {
    return message.id() == 0;
  }

  @Override
  public Object response() {
    if (response == null && answer != null) {
      response = Json.decodeValue(Buffer.buffer(answer));
    }
    return response;
  }

  void response(Object value) {
    response = value;
  }

  /** What another server answered, as JSON text. */
  void answer(byte[] json) {
    answer = json;
  }

  /** The answer of another server, or null when this one made it. */
  byte[] answer() {
    return answer;
  }

  @Override
  public Throwable failure() {
    return failure;
  }

  void failure(Throwable cause) {
    failure = cause;
  }

  @Override
  public Request clearFailure() {
    failure = null;
    return this;
  }

  @Override
  public Request timeout(long millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("timeout: " + millis + " (expected: >= 1)");
    }
    timed = true;
    due = System.nanoTime() + millis * 1_000_000;
    if (onTimeout != null) {
      onTimeout.run();
    }
    return this;
  }

  /** It is decided what becomes of it: no more of its before filters and no handler may start. */
  void over() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** Whether a filter set its deadline. */
  boolean isTimed() {
    return timed;
  }

  /** Milliseconds until its deadline, which is {@code usual} ones after it was accepted. */
  long timeLeft(long usual) {
    return timed ? (due - System.nanoTime()) / 1_000_000 : usual - ageMillis();
  }

  /** Sets who hears of a new deadline; null when nobody does. */
  void onTimeout(Runnable handler) {
    onTimeout = handler;
  }

  @Override
  public Request put(String key, Object value) {
    if (data.isEmpty()) {
      data = new HashMap<>();
    }
    data.put(key, value);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T get(String key) {
    return (T) data.get(key);
  }

  @Override
  public String toString() {
    return (isNotify() ? "notify " : "request ") + route() + " of " + session;
  }
}
