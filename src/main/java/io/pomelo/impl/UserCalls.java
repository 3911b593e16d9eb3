package io.pomelo.impl;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * The one place where user code is called and comes back from: an exception is a failed future, and
 * a future that completes elsewhere returns to the server's context. Confined to that context.
 */
final class UserCalls {

  private final Context context;

  UserCalls(Context context) {
    this.context = context;
  }

  /** Calls a function of the user; {@code what} names it in the failure of one that gives null. */
  <A, T> Future<T> call(String what, Function<A, ? extends Future<? extends T>> function,
    A argument) {
    Future<? extends T> future;
    try {
      future = function.apply(argument);
    } catch (Throwable thrown) {
      return Future.failedFuture(thrown);
    }
    if (future == null) {
      return Future.failedFuture(new IllegalStateException(what
        + " returned null (expected: a Future)"));
    }
    return back(future);
  }

  private <T> Future<T> back(Future<? extends T> future) {
    if (future.isComplete()) {
      // Never the user's own: that may have a context, where it calls back even when complete.
      return future.succeeded() ? Future.succeededFuture(future.result())
        : Future.failedFuture(future.cause());
    }
    Promise<T> promise = Promise.promise();
    future.onComplete(result -> {
      if (Vertx.currentContext() == context) {
        settle(promise, future);
      } else {
        context.runOnContext(v -> settle(promise, future));
      }
    });
    return promise.future();
  }

  private static <T> void settle(Promise<T> promise, Future<? extends T> future) {
    if (future.succeeded()) {
      promise.complete(future.result());
    } else {
      promise.fail(future.cause());
    }
  }
}
