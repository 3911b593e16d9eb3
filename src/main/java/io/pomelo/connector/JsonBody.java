package io.pomelo.connector;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;

/**
 * Answers and pushes as JSON text.
 */
public final class JsonBody {

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private JsonBody() {
  }

  /**
   * Whether JavaScript would take a value for false: null, false, 0 and "". Such an answer reaches
   * the client as <code>{}</code>, such a push is refused, as in pomelo.
   *
   * @param value any JSON value, may be null
   * @return true for those four
   */
  public static boolean isFalsy(Object value) {
    return value == null || Boolean.FALSE.equals(value) || "".equals(value)
      || value instanceof Number number && number.doubleValue() == 0;
  }

  /**
   * A value as JSON text.
   *
   * @param value a JSON value, a {@link Buffer} that already holds JSON, or an object Jackson can
   *     write; {@link #isFalsy falsy} ones become <code>{}</code>
   * @return the text in UTF-8
   * @throws io.vertx.core.json.EncodeException when it cannot be written
   */
  public static byte[] encode(Object value) {
    if (isFalsy(value)) {
      return EMPTY_OBJECT;
    }
    return value instanceof Buffer buffer ? buffer.getBytes()
      : Json.encodeToBuffer(value).getBytes();
  }
}
