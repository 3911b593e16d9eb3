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

  RequestImpl(ClientMessage message, Session session) {
    this.message = message;
    this.session = session;
  }

  /** How long ago this server accepted it, in milliseconds. */
  long ageMillis() {
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
