package io.pomelo;

import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.LinkedHashMap;

/**
 * A failure with an answer of its own: the client gets {@link #body()}, with {@code code} added
 * when it has none (decision D6). What pomelo writes as {@code next(err, resp)}.
 */
public class RequestException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /** The code of a failure that names none. */
  public static final int DEFAULT_CODE = 500;

  /**
   * A failure the client sees as {@code {code, msg}}.
   *
   * @param code the code
   * @param message text meant for the client
   */
  public RequestException(int code, String message) {
    super(code, message);
  }

  /**
   * A failure the client sees as {@code body}.
   *
   * @param code added to the body when that has no {@code code}
   * @param message for the log
   * @param body the answer; null for {@code {code, msg}}
   */
  public RequestException(int code, String message, JsonObject body) {
    super(code, message, body == null ? new JsonObject() : new JsonObject().put("body", body));
  }

  /**
   * The answer.
   *
   * @return a copy of its top level with the code, or null when the failure brings none
   */
  public JsonObject body() {
    JsonObject body = getDebugInfo().getJsonObject("body");
    if (body == null) {
      return null;
    }
    // Not a deep copy, which refuses the records and the like that JSON can be written from.
    JsonObject answer = new JsonObject(new LinkedHashMap<>(body.getMap()));
    return answer.containsKey("code") ? answer : answer.put("code", failureCode());
  }
}
