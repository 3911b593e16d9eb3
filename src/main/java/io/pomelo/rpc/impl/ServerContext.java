package io.pomelo.rpc.impl;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * The way back to a server's context: a future that users or the bus gave may complete on any
 * thread, and what follows it passes here. There is one object for each server's context; the
 * duplicates the event bus makes of a context share it.
 */
final class ServerContext {

  private final Context context;

  private ServerContext(Context context) {
    this.context = context;
  }

  /** The one of a context or of its duplicates; called on that context. */
  static ServerContext of(Context context) {
    ServerContext known = context.get(ServerContext.class);
    if (known == null) {
      known = new ServerContext(context);
      context.put(ServerContext.class, known);
    }
    return known;
  }

  /** Whether the current thread runs for this server right now. */
  boolean isCurrent() {
    Context current = Vertx.currentContext();
    return current != null
      && !Context.isOnWorkerThread() // a blocking task sees the context too, from a worker
      && (current == context || current.get(ServerContext.class) == this);
  }

  /** Runs a task on this context, after what is already waiting there. */
  void later(Handler<Void> task) {
    context.runOnContext(task);
  }

  /** Calls the handler on this context, which calls this; at once when the result is there. */
  <T> void whenDone(Future<T> future, Handler<AsyncResult<T>> handler) {
    if (future.isComplete()) {
      handler.handle(future);
      return;
    }
    future.onComplete(result -> {
      if (isCurrent()) {
        handler.handle(result);
      } else {
        context.runOnContext(v -> handler.handle(result));
      }
    });
  }

  /** The same result, completing on this context. Called on this context. */
  <T> Future<T> bring(Future<T> future) {
    if (future.isComplete()) {
      // Never the same one: that may have a context, where it calls back even when complete.
      return future.succeeded() ? Future.succeededFuture(future.result())
        : Future.failedFuture(future.cause());
    }
    Promise<T> promise = Promise.promise();
    whenDone(future, promise::handle);
    return promise.future();
  }
}
