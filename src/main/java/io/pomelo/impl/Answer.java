package io.pomelo.impl;

import io.pomelo.RequestException;
import io.pomelo.connector.JsonBody;
import io.pomelo.rpc.LinkException;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a client gets for a request (decision D6): the handler's answer; for a failure the answer
 * that came with it, else {@code {code, msg}} of a {@link ServiceException}, else {@code {code:
 * 500}}.
 */
final class Answer {

  /** The answer to a failure that says nothing of itself. */
  static final byte[] INTERNAL_ERROR = JsonBody.encode(new JsonObject()
    .put("code", RequestException.DEFAULT_CODE));

  private static final Logger LOG = System.getLogger("pomelo.handler");

  private final String serverId;
  private final boolean errorIds;

  Answer(String serverId, boolean errorIds) {
    this.serverId = serverId;
    this.errorIds = errorIds;
  }

  /** The answer as JSON text. A failure nobody meant for clients is logged here, once. */
  byte[] of(RequestImpl request) {
    try {
      return JsonBody.encode(request.failure() == null ? request.response() : failed(request));
    } catch (RuntimeException e) { // of a value that is no JSON, or of its own code
      return JsonBody.encode(unexpected(request, e));
    }
  }

  private Object failed(RequestImpl request) {
    Throwable failure = request.failure();
    if (request.response() != null) {
      if (!(request.response() instanceof JsonObject answer)) {
        return unexpected(request, failure);
      }
      if (!(failure instanceof ServiceException)) {
        LOG.log(Level.ERROR, "[" + serverId + "] an after filter of " + request.route()
          + " failed", failure);
      }
      return withCode(answer);
    }
    if (failure instanceof RequestException refused && refused.body() != null) {
      return refused.body();
    }
    if (failure instanceof ServiceException refused && !(failure instanceof LinkException)) {
      LOG.log(Level.DEBUG, "[{0}] {1} refused: {2} {3}", serverId, request.route(),
        refused.failureCode(), refused.getMessage());
      var answer = new JsonObject().put("code", refused.failureCode());
      return refused.getMessage() == null ? answer : answer.put("msg", refused.getMessage());
    }
    return unexpected(request, failure);
  }

  private static JsonObject withCode(JsonObject answer) {
    return answer.containsKey("code") ? answer
      : new JsonObject(new LinkedHashMap<>(answer.getMap()))
        .put("code", RequestException.DEFAULT_CODE);
  }

  private JsonObject unexpected(RequestImpl request, Throwable failure) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong() >>> 16);
    String text = "[" + serverId + "] " + request.route() + " failed, error " + id;
    if (failure instanceof LinkException) { // a server is away: its text is all there is to say
      LOG.log(Level.WARNING, text + ": " + failure.getMessage());
    } else {
      LOG.log(Level.ERROR, text, failure);
    }
    var answer = new JsonObject().put("code", RequestException.DEFAULT_CODE);
    return errorIds ? answer.put("errorId", id) : answer;
  }
}
