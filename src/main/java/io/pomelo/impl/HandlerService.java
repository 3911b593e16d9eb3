package io.pomelo.impl;

import io.pomelo.Request;
import io.pomelo.RequestException;
import io.pomelo.impl.RequestOrder.Turn;
import io.pomelo.time.Deadlines;
import io.pomelo.time.Deadlines.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/**
 * Handles a request on the server of its type: before filters, handler, error handler, after
 * filters (pomelo {@code lib/server/server.js}). Confined to the server's context.
 */
final class HandlerService {

  /** How long error handler and after filters may go on after the deadline, in milliseconds. */
  private static final long GRACE = 500;

  private static final Logger LOG = System.getLogger("pomelo.handler");

  private final String serverId;
  private final HandlerRegistry handlers;
  private final FilterChain filters;
  private final Function<Request, ? extends Future<?>> errorHandler;
  private final UserCalls users;
  private final Deadlines deadlines;
  private final ToLongFunction<String> timeouts;

  HandlerService(String serverId, HandlerRegistry handlers, FilterChain filters,
    Function<Request, ? extends Future<?>> errorHandler, UserCalls users, Deadlines deadlines,
    ToLongFunction<String> timeouts) {
    this.serverId = serverId;
    this.handlers = handlers;
    this.filters = filters;
    this.errorHandler = errorHandler;
    this.users = users;
    this.deadlines = deadlines;
    this.timeouts = timeouts;
  }

  /**
   * Handles a request. Its response and failure are set when the future succeeds, which it always
   * does, at the request's deadline at the latest.
   */
  Future<Void> handle(RequestImpl request, Turn turn) {
    Promise<Object> response = Promise.promise();
    Promise<Void> done = Promise.promise();
    var deadline = new Deadline[1];
    LongConsumer endIn = timeout -> {
      if (deadline[0] != null) {
        deadline[0].cancel();
      }
      deadline[0] = deadlines.after(timeout, () -> {
        LOG.log(Level.WARNING, "[{0}] {1} gave no answer in {2} ms", serverId, request.route(),
          timeout);
        deadline[0] = deadlines.after(GRACE, () -> done.tryFail("after filters gave no answer"));
        response.tryFail(unanswered(request.route(), timeout));
      });
    };
    endIn.accept(request.timeLeft(timeouts.applyAsLong(request.route())));
    request.onTimeout(endIn);
    Future<Object> answer = filters.before(request, users)
      .compose(v -> invoke(request, turn, response.future().isComplete()));
    answer.onComplete(result -> {
      if (result.succeeded()) {
        response.tryComplete(result.result());
      } else {
        response.tryFail(result.cause());
      }
    });
    response.future()
      .onComplete(result -> {
        request.onTimeout(null);
        turn.end();
        request.response(result.result());
        request.failure(result.cause());
      })
      .transform(result -> result.failed() && !(result.cause() instanceof UnknownRouteException)
        ? recover(request, errorHandler, users) : Future.succeededFuture())
      .transform(result -> filters.after(request, users))
      .onComplete(result -> done.tryComplete());
    return done.future().otherwiseEmpty().onComplete(result -> deadline[0].cancel());
  }

  /** The handler, unless the request has ended at its deadline while the filters went on. */
  private Future<Object> invoke(RequestImpl request, Turn turn, boolean late) {
    Function<Request, Future<Object>> handler = handlers.get(request.route());
    if (late) {
      return Future.failedFuture("late");
    }
    if (handler == null) {
      return Future.failedFuture(new UnknownRouteException("fail to find handler for "
        + request.route()));
    }
    Future<Object> answer = users.call("handler of " + request.route(), handler, request);
    turn.end();
    return answer;
  }

  /** Lets an error handler answer a failed request; its own failure replaces the request's. */
  static Future<Void> recover(RequestImpl request, Function<Request, ? extends Future<?>> handler,
    UserCalls users) {
    if (handler == null) {
      return Future.succeededFuture();
    }
    Future<Object> answer = users.call("the error handler", handler, request);
    return answer.transform(result -> {
      if (result.succeeded()) {
        request.response(result.result());
      }
      request.failure(result.cause());
      return Future.succeededFuture();
    });
  }

  /** A request that ended at its deadline; already logged. */
  private static RequestException unanswered(String route, long timeout) {
    return new RequestException(RequestException.DEFAULT_CODE, route + " gave no answer in "
      + timeout + " ms", new JsonObject());
  }
}
