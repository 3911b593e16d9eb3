package io.pomelo.rpc.impl;

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

  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private LinkFailure() {
  }

  /**
   * What another server gets to see of a failure; logs what it does not.
   *
   * @param serverId the server it happened on
   * @param subject what was being done
   * @param failure the failure
   * @return a ServiceException of exactly that class
   */
  static ServiceException seen(String serverId, Object subject, Throwable failure) {
    if (failure instanceof ServiceException known) {
      return new ServiceException(known.failureCode(), known.getMessage(), known.getDebugInfo());
    }
    LOG.log(Level.ERROR, "[" + serverId + "] " + subject + " failed", failure);
    return new ServiceException(INTERNAL, subject + " failed on " + serverId);
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
      return new ServiceException(code, hasText ? text : null, new JsonObject(debugInfo));
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
