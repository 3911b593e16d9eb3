package io.pomelo.impl;

import io.pomelo.RequestException;
import io.vertx.core.json.JsonObject;

/**
 * A route nobody registered: the client gets code 500 and pays for it from its error budget
 * (decision D15).
 */
final class UnknownRouteException extends RequestException {

  private static final long serialVersionUID = 1L;

  UnknownRouteException(String message) {
    super(DEFAULT_CODE, message, new JsonObject());
  }
}
