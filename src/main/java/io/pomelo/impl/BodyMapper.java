package io.pomelo.impl;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.pomelo.Request;
import io.pomelo.RequestException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.DatabindCodec;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives a handler the body in the type it declares. A body that does not fit, or breaks the type's
 * constraints, fails the request with code 400 and a text that names the field.
 */
final class BodyMapper {

  /** The code of a body that does not fit. */
  static final int BAD_BODY = 400;

  /** Vert.x's, with what a game added to it, and with those modules that are there (Kotlin's). */
  private static final ObjectMapper MAPPER = DatabindCodec.mapper().copy().findAndRegisterModules()
    .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
    .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);

  /** The API of Jakarta Validation is optional. */
  private static final boolean VALIDATION = isPresent("jakarta.validation.Validation");

  private BodyMapper() {
  }

  static Function<Request, Object> to(Class<?> type) {
    if (type == Object.class) {
      return Request::msg;
    }
    if (type == Buffer.class) {
      return request -> Json.encodeToBuffer(request.msg());
    }
    if (type == JsonObject.class || type == JsonArray.class) {
      return request -> exactly(type, request.msg());
    }
    Consumer<Object> check = VALIDATION ? Constraints.of(type) : null;
    if (check == null) {
      return request -> map(type, request.msg());
    }
    return request -> {
      Object argument = map(type, request.msg());
      if (argument != null) { // of the body null
        check.accept(argument);
      }
      return argument;
    };
  }

  private static boolean isPresent(String name) {
    try {
      Class.forName(name, false, BodyMapper.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Object exactly(Class<?> type, Object body) {
    if (!type.isInstance(body)) {
      throw new RequestException(BAD_BODY, "body: " + kind(body) + " (expected: "
        + (type == JsonObject.class ? "object" : "array") + ")");
    }
    return body;
  }

  private static Object map(Class<?> type, Object body) {
    Object plain = body instanceof JsonObject object ? object.getMap()
      : body instanceof JsonArray array ? array.getList() : body;
    try {
      return MAPPER.convertValue(plain, type);
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof InvalidDefinitionException) { // no fault of the client
        throw new IllegalStateException("body as " + type.getName() + ": "
          + e.getCause().getMessage() + " (expected: a class Jackson can fill)", e);
      }
      throw new RequestException(BAD_BODY, e.getCause() instanceof JsonMappingException mapping
        ? describe(mapping, body) : "body: " + kind(body) + " (expected: "
        + type.getSimpleName() + ")");
    }
  }

  /** Field and expected type, in words that say nothing of classes inside. */
  private static String describe(JsonMappingException mapping, Object body) {
    String path = mapping.getPath().stream()
      .map(step -> step.getFieldName() != null ? step.getFieldName() : "[" + step.getIndex() + "]")
      .collect(Collectors.joining("."));
    String expected = mapping instanceof MismatchedInputException mismatch
      && mismatch.getTargetType() != null ? mismatch.getTargetType().getSimpleName() : "valid";
    return (path.isEmpty() ? "body: " + kind(body) : path + ": not valid") + " (expected: "
      + expected + ")";
  }

  private static String kind(Object body) {
    return body instanceof JsonObject ? "object" : body instanceof JsonArray ? "array"
      : body instanceof String ? "text" : body instanceof Number ? "number" : "true";
  }
}
