package io.pomelo.rpc;

import io.vertx.core.Future;
import io.vertx.serviceproxy.ServiceException;

/**
 * A call that did not reach its server, got no answer from it (one of the codes of {@link Links}),
 * or met a failure there that says nothing of itself (code 500). Its text is for logs, a client
 * never sees it.
 */
public final class LinkException extends ServiceException {

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

  /**
   * A future that failed this way.
   *
   * @param code one of the codes of {@link Links}
   * @param message what was seen, what was expected
   * @param <T> the type nobody gets
   * @return a failed future
   */
  public static <T> Future<T> fail(int code, String message) {
    return Future.failedFuture(new LinkException(code, message));
  }
}
