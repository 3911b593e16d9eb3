package io.pomelo.impl;

import io.pomelo.RequestException;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.ToLongFunction;

/**
 * Ends what the user does around a request on its frontend, filters and route functions, at the
 * request's deadline (decision D7); a handler has its own in {@link HandlerService}. Confined to
 * the server's context.
 */
final class StageLimit {

  private static final Logger LOG = System.getLogger("pomelo.dispatch");

  private final String serverId;
  private final Deadlines deadlines;
  private final ToLongFunction<String> timeouts;

  StageLimit(String serverId, Deadlines deadlines, ToLongFunction<String> timeouts) {
    this.serverId = serverId;
    this.deadlines = deadlines;
    this.timeouts = timeouts;
  }

  /** The outcome of a stage, which costs nothing where it is there already. */
  <T> Future<T> of(RequestImpl request, String what, Future<T> stage) {
    if (stage.isComplete()) {
      return stage;
    }
    long timeout = timeouts.applyAsLong(request.route());
    Promise<T> outcome = Promise.promise();
    var deadline = deadlines.after(timeout, () -> {
      LOG.log(Level.WARNING, "[{0}] {1}: {2} did not end in {3} ms", serverId, request.route(),
        what, timeout);
      outcome.tryFail(unanswered(request.route(), timeout));
    });
    stage.onComplete(result -> {
      deadline.cancel();
      if (result.succeeded()) {
        outcome.tryComplete(result.result());
      } else {
        outcome.tryFail(result.cause());
      }
    });
    return outcome.future();
  }

  /** Why a request ended at its deadline; for who has logged it. */
  static RequestException unanswered(String route, long timeout) {
    return new RequestException(RequestException.DEFAULT_CODE, route + " gave no answer in "
      + timeout + " ms", new JsonObject());
  }
}
