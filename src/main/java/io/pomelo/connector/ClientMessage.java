package io.pomelo.connector;

import io.pomelo.protocol.WireText;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A request or notification with its route as text. The body stays the bytes the client sent until
 * somebody reads it, so that forwarding costs no parse. Not thread safe.
 */
public final class ClientMessage {

  private final int id;
  private final String route;
  private final int size;
  private byte[] bytes;
  private Object value;

  /**
   * A message whose body is JSON text.
   *
   * @param id the request's id, 0 for a notification
   * @param route the route, "" when the client's route code is unknown
   * @param bytes the body as it came
   */
  public ClientMessage(int id, String route, byte[] bytes) {
    this.id = id;
    this.route = route;
    this.bytes = bytes;
    this.size = bytes.length;
  }

  /**
   * A message whose body is decoded already.
   *
   * @param id the request's id, 0 for a notification
   * @param route the route
   * @param body the body
   * @param size its length as it came, in bytes
   */
  public ClientMessage(int id, String route, JsonObject body, int size) {
    this.id = id;
    this.route = route;
    this.value = body;
    this.size = size;
  }

  /**
   * The request's id.
   *
   * @return 0 for a notification
   */
  public int id() {
    return id;
  }

  /**
   * The route.
   *
   * @return as the client wrote it, or what its code stands for; "" when unknown
   */
  public String route() {
    return route;
  }

  /**
   * How long the body was when it came.
   *
   * @return bytes
   */
  public int size() {
    return size;
  }

  /**
   * The body. Read leniently as pomelo does (wire reference 2.3): a body that is absent or broken,
   * and null, false, 0 and "", are an empty object.
   *
   * @return a {@link JsonObject}, {@link JsonArray}, {@link String}, {@link Number} or true; the
   *     same object at every call, which may be changed
   */
  public Object body() {
    if (value == null) {
      value = parse(bytes);
    }
    return value;
  }

  /**
   * The body as JSON text, for another server.
   *
   * @return the client's own bytes when nobody has read the body, else the body encoded again
   */
  public byte[] bytes() {
    return value == null ? bytes : Json.encodeToBuffer(value).getBytes();
  }

  private static Object parse(byte[] bytes) {
    if (bytes.length == 0) {
      return new JsonObject();
    }
    Object read;
    try {
      read = Json.decodeValue(WireText.decode(bytes, 0, bytes.length));
    } catch (DecodeException e) {
      return new JsonObject();
    }
    return JsonBody.isFalsy(read) ? new JsonObject() : read;
  }
}
