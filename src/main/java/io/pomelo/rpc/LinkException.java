package io.pomelo.rpc;

import io.vertx.serviceproxy.ServiceException;

/**
 * A call that did not reach its server or got no answer from it: one of the codes of {@link Links}.
 * Its text is for logs, a client never sees it.
 */
public class LinkException extends ServiceException {

  private static final long serialVersionUID = 1L;

  /**
   * A failed call.
   *
   * @param code one of the codes of {@link Links}
   * @param message what was seen, what was expected
   */
  public LinkException(int code, String message) {
    super(code, message);
  }
}
