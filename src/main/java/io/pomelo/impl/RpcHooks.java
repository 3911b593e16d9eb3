package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a game hooked into the calls of a server, as one filter and one error handler: before and
 * after filters both in the order of their registration (pomelo-rpc {@code
 * lib/rpc-client/mailstation.js}). Filled before the server starts, then used on its context.
 */
final class RpcHooks implements RpcFilter {

  private final Application app;
  private final List<Function<RpcMessage, Future<Void>>> befores = new ArrayList<>();
  private final List<Function<RpcMessage, Future<Void>>> afters = new ArrayList<>();
  private Function<RpcMessage, ? extends Future<?>> errorHandler;
  private UserCalls users;

  RpcHooks(Application app) {
    this.app = app;
  }

  void add(RpcFilter filter) {
    befores.add(filter::before);
    afters.add(filter::after);
  }

  void addBefore(Function<RpcMessage, Future<Void>> before) {
    befores.add(before);
  }

  void addAfter(Function<RpcMessage, Future<Void>> after) {
    afters.add(after);
  }

  void errorHandler(Function<RpcMessage, ? extends Future<?>> handler) {
    errorHandler = handler;
  }

  boolean isEmpty() {
    return befores.isEmpty() && afters.isEmpty() && errorHandler == null;
  }

  /** The error handler, which fails as the call did when there is none. */
  Future<Object> recover(RpcMessage call) {
    return errorHandler == null ? Future.failedFuture(call.failure())
      : users().call("the rpc error handler", errorHandler, call);
  }

  @Override
  public Future<Void> before(RpcMessage call) {
    return before(call, 0);
  }

  private Future<Void> before(RpcMessage call, int from) {
    for (int i = from; i < befores.size(); i++) {
      Future<Void> passed = users().call("an rpc before filter", befores.get(i), call);
      if (passed.failed()) {
        return passed;
      }
      if (!passed.isComplete()) {
        int next = i + 1;
        return passed.compose(v -> before(call, next));
      }
    }
    return Future.succeededFuture();
  }

  /** Runs every filter; fails with the failure of the last one that failed. */
  @Override
  public Future<Void> after(RpcMessage call) {
    return after(call, 0, Future.succeededFuture());
  }

  private Future<Void> after(RpcMessage call, int from, Future<Void> outcome) {
    if (from == afters.size()) {
      return outcome;
    }
    return users().<RpcMessage, Void>call("an rpc after filter", afters.get(from), call)
      .transform(passed -> after(call, from + 1, passed.failed()
        ? Future.failedFuture(passed.cause()) : outcome));
  }

  private UserCalls users() {
    if (users == null) {
      users = new UserCalls(app.context());
    }
    return users;
  }
}
