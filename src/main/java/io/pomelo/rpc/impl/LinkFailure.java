package io.pomelo.rpc.impl;

import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Payload;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Failures on their way to another server. Code, text and debug information of a
 * {@link ServiceException} travel (pomelo keeps a stack at best, hazard H5); of anything else only
 * the fact, as its text may tell what others should not know: that one is logged where it happened.
 */
final class LinkFailure {

  /** The code of failures that have none. */
  static final int INTERNAL = 500;

  /** Marks in the debug information what is a {@link LinkException} on the other side too. */
  private static final String MARK = "pomelo.link";

  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private LinkFailure() {
  }

  /**
   * What another server gets to see of a failure; logs what it does not.
   *
   * @param serverId the server it happened on
   * @param subject what was being done
   * @param failure the failure
   * @return a ServiceException of exactly that class, which is all the bus has a codec for
   */
  static ServiceException seen(String serverId, Object subject, Throwable failure) {
    if (failure instanceof LinkException known) {
      return marked(known.failureCode(), known.getMessage());
    }
    if (failure instanceof ServiceException known) {
      return new ServiceException(known.failureCode(), known.getMessage(), known.getDebugInfo());
    }
    LOG.log(Level.ERROR, "[" + serverId + "] " + subject + " failed", failure);
    return marked(INTERNAL, subject + " failed on " + serverId);
  }

  /** The failure another server saw, as it is to be handed on here. */
  static ServiceException received(ServiceException failure) {
    return failure.getDebugInfo() != null && failure.getDebugInfo().containsKey(MARK)
      ? new LinkException(failure.failureCode(), failure.getMessage()) : failure;
  }

  private static ServiceException marked(int code, String text) {
    return new ServiceException(code, text, new JsonObject().put(MARK, true));
  }

  /** The payload of a failure frame. */
  static byte[] write(ServiceException failure) {
    String text = failure.getMessage();
    return Payload.write(64).putLong(failure.failureCode())
      .putFlag(text != null).putText(text == null ? "" : text)
      .putText(debugInfo(failure)).toBytes();
  }

  /** The failure of such a payload. */
  static ServiceException read(byte[] payload) {
    Payload from = Payload.read(payload);
    int code = from.getInt();
    boolean hasText = from.getFlag();
    String text = from.getText();
    String debugInfo = from.getText();
    try {
      return received(
        new ServiceException(code, hasText ? text : null, new JsonObject(debugInfo)));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("link failure: debug information " + debugInfo
        + " (expected: a JSON object)", e);
    }
  }

  private static String debugInfo(ServiceException failure) {
    try {
      return failure.getDebugInfo() == null ? "{}" : failure.getDebugInfo().encode();
    } catch (EncodeException e) {
      LOG.log(Level.WARNING, "debug information of a failure is no JSON and stays behind", e);
      return "{}";
    }
  }
}
