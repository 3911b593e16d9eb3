package io.pomelo.impl;

import io.pomelo.Request;
import io.pomelo.impl.RequestOrder.Turn;
import io.pomelo.time.Deadlines.Deadline;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;

/**
 * Handles a request on the server of its type: before filters, handler, error handler, after
 * filters (pomelo {@code lib/server/server.js}). Confined to the server's context.
 */
final class HandlerService {

  private static final Logger LOG = System.getLogger("pomelo.handler");

  private final String serverId;
  private final HandlerRegistry handlers;
  private final FilterChain filters;
  private final Function<Request, ? extends Future<?>> errorHandler;
  private final UserCalls users;
  private final RequestDeadlines deadlines;

  HandlerService(String serverId, HandlerRegistry handlers, FilterChain filters,
    Function<Request, ? extends Future<?>> errorHandler, UserCalls users,
    RequestDeadlines deadlines) {
    this.serverId = serverId;
    this.handlers = handlers;
    this.filters = filters;
    this.errorHandler = errorHandler;
    this.users = users;
    this.deadlines = deadlines;
  }

  /**
   * Handles a request. Its response and failure are set when the future succeeds, which it always
   * does, at the request's deadline at the latest.
   */
  Future<Void> handle(RequestImpl request, Turn turn) {
    Promise<Object> response = Promise.promise();
    Promise<Void> done = Promise.promise();
    var deadline = new Deadline[1];
    Runnable expire = () -> {
      deadline[0] = deadlines.afterGrace(() -> done.tryFail("after filters gave no answer"));
      if (!response.future().isComplete()) {
        response.fail(deadlines.expired(request, "the handler"));
      }
    };
    deadline[0] = deadlines.at(request, expire);
    request.onTimeout(() -> {
      deadline[0].cancel();
      deadline[0] = deadlines.at(request, expire);
    });
    if (deadlines.left(request) > 0) {
      filters.before(request, users)
        .compose(v -> request.isOver() ? FilterChain.LATE.mapEmpty() : invoke(request, turn))
        .onComplete(result -> answered(request, result, response));
    } else { // it waited for its turn all the time
      response.fail(deadlines.expired(request, "the request before"));
    }
    response.future()
      .onComplete(result -> {
        request.over();
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

  private void answered(RequestImpl request, AsyncResult<Object> result,
    Promise<Object> response) {
    if (result.succeeded()) {
      response.tryComplete(result.result());
    } else if (!response.tryFail(result.cause()) && result.cause() != FilterChain.LATE.cause()) {
      LOG.log(Level.ERROR, "[" + serverId + "] " + request.route() + " failed after its deadline",
        result.cause());
    }
  }

  private Future<Object> invoke(RequestImpl request, Turn turn) {
    Function<Request, Future<Object>> handler = handlers.get(request.route());
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
}
