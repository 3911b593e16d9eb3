package io.pomelo.client.impl;

import io.pomelo.client.PomeloClientOptions;
import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.MessageType;
import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.WireText;
import io.pomelo.protocol.protobuf.ProtoDecoder;
import io.pomelo.protocol.protobuf.ProtoEncoder;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages to bytes and back, with the dictionary and the protobuf definitions of one server's
 * handshake. Immutable.
 */
final class ClientCodec {

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final boolean useDict;
  private final boolean useProtobuf;
  private final Map<String, Integer> codes = new HashMap<>();
  private final Map<Integer, String> routes = new HashMap<>();
  private final ProtoSchema incoming;
  private final ProtoSchema outgoing;

  /**
   * The codec a handshake asks for.
   *
   * @param sys its member {@code sys}
   * @param options whether dictionary and protobuf are used for sending
   * @throws ProtocolException if the member is not as in section 3.2 of the wire reference
   */
  ClientCodec(JsonObject sys, PomeloClientOptions options) {
    useDict = options.isUseDict();
    useProtobuf = options.isUseProtobuf();
    try {
      learn(sys.getJsonObject("codeToRoute"));
      // Both maps are the same; old servers and other dialects send only the first.
      JsonObject dict = sys.getJsonObject("dict", sys.getJsonObject("routeToCode"));
      if (dict != null) {
        for (String route : dict.fieldNames()) {
          codes.put(route, dict.getInteger(route));
          routes.put(dict.getInteger(route), route);
        }
      }
      JsonObject protos = sys.getJsonObject("protos", new JsonObject());
      incoming = ParsedProtos.schema(protos.getJsonObject("server"));
      outgoing = ParsedProtos.schema(protos.getJsonObject("client"));
    } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
      throw new ProtocolException("handshake with " + e.getMessage()
        + ", expected dict and protos as servers send them");
    }
  }

  private void learn(JsonObject codeToRoute) {
    if (codeToRoute != null) {
      for (String code : codeToRoute.fieldNames()) {
        routes.put(Integer.valueOf(code), codeToRoute.getString(code));
      }
    }
  }

  /**
   * A data package.
   *
   * @throws ProtocolException if the message cannot be carried
   */
  Buffer encode(MessageType type, int id, String route, Object body) {
    int code = useDict ? codes.getOrDefault(route, 0) : 0;
    return Buffer.buffer(MessageCodec.encodePacket(
      new Message(type, id, route, code, false, body(route, body))));
  }

  private byte[] body(String route, Object body) {
    if (body instanceof Buffer bytes) {
      return bytes.getBytes();
    }
    if (useProtobuf && outgoing.has(route)) {
      if (body == null) {
        return ProtoEncoder.encode(outgoing, route, Map.of());
      }
      if (plain(body) instanceof Map<?, ?> message) {
        var named = new LinkedHashMap<String, Object>();
        message.forEach((key, value) -> named.put(String.valueOf(key), value));
        return ProtoEncoder.encode(outgoing, route, named);
      }
      throw new ProtocolException("route \"" + route + "\": body of type "
        + body.getClass().getSimpleName() + ", expected an object, as the route is protobuf");
    }
    if (body == null) {
      return EMPTY_OBJECT;
    }
    try {
      return Json.encodeToBuffer(body).getBytes();
    } catch (EncodeException e) {
      throw new ProtocolException("route \"" + route + "\": " + e.getMessage()
        + ", expected a JSON value");
    }
  }

  /**
   * The value of a body.
   *
   * @throws ProtocolException if it is neither what the route's definition says nor JSON
   */
  Object decode(String route, byte[] body) {
    if (body.length == 0) {
      return new JsonObject();
    }
    if (incoming.has(route)) {
      // The copy makes JSON objects and arrays of the maps and lists inside.
      return new JsonObject(ProtoDecoder.decode(incoming, route, body)).copy();
    }
    try {
      Object value = Json.decodeValue(WireText.decode(body, 0, body.length));
      return value == null ? new JsonObject() : value;
    } catch (DecodeException e) {
      throw new ProtocolException("route \"" + route + "\": " + body.length
        + " bytes that are no JSON, expected some");
    }
  }

  /** The route of a push, or null when its code is not in the dictionary. */
  String route(Message push) {
    return push.routeCode() == 0 ? push.route() : routes.get(push.routeCode());
  }

  private static Object plain(Object value) {
    if (value instanceof JsonObject object) {
      return plain(object.getMap());
    }
    if (value instanceof JsonArray array) {
      return plain(array.getList());
    }
    if (value instanceof Map<?, ?> map) {
      var plain = new LinkedHashMap<Object, Object>();
      map.forEach((key, element) -> plain.put(key, plain(element)));
      return plain;
    }
    if (value instanceof List<?> list) {
      var plain = new ArrayList<Object>(list.size());
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return value;
  }
}
