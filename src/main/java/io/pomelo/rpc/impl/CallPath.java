package io.pomelo.rpc.impl;

import io.pomelo.rpc.Links;
import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * The way of one call on the caller's side: its route, the before filters, the attempts, an error
 * handler, the after filters. Whatever of it never ends is ended by the timeout of the call.
 * Confined to the server's context.
 */
final class CallPath {

  private final Retries retries;
  private final PendingRequests<String> routing;
  private final PendingRequests<Void> filtering;
  private final PendingRequests<Object> recovering;
  private RpcFilter filters;
  private Function<RpcMessage, Future<Object>> recovery;

  CallPath(Retries retries, Deadlines deadlines) {
    this.retries = retries;
    this.routing = new PendingRequests<>("the route function", deadlines);
    this.filtering = new PendingRequests<>("the rpc filters", deadlines);
    this.recovering = new PendingRequests<>("the rpc error handler", deadlines);
  }

  /** Sets what calls pass; see {@link RpcClient#hooks}. */
  void hooks(RpcFilter filters, Function<RpcMessage, Future<Object>> recovery) {
    this.filters = filters;
    this.recovery = recovery;
  }

  /** Makes a call, whose server the route finds. */
  Future<Object> call(RpcCall call, Future<String> route) {
    if (filters == null && route.succeeded()) { // the usual call waits for nothing
      call.redirect(route.result());
      return retries.call(call, call.timeout());
    }
    long start = System.nanoTime();
    Future<Void> ready = within(routing, call, route, call.timeout()).compose(serverId -> {
      call.redirect(serverId);
      return filters == null ? Future.succeededFuture()
        : within(filtering, call, filters.before(call), left(call, start));
    });
    Future<Object> answer = ready.compose(v -> retries.call(call, left(call, start)));
    return filters == null ? answer : answer.transform(result -> {
      call.ended(result.result(), result.cause());
      return recover(call).transform(v -> ready.failed() ? Future.succeededFuture()
        : within(filtering, call, filters.after(call), call.timeout()));
    }).compose(v -> call.failure() == null ? Future.succeededFuture(call.result())
      : Future.failedFuture(call.failure()));
  }

  /** Ends what waits for routes, filters and error handlers. */
  void close(String reason) {
    routing.failAll(Links.PEER_LEFT, reason);
    filtering.failAll(Links.PEER_LEFT, reason);
    recovering.failAll(Links.PEER_LEFT, reason);
  }

  private Future<Void> recover(RpcCall call) {
    if (recovery == null || call.failure() == null) {
      return Future.succeededFuture();
    }
    return within(recovering, call, recovery.apply(call), call.timeout()).transform(result -> {
      call.ended(result.result(), result.cause());
      return Future.succeededFuture();
    });
  }

  private static long left(RpcCall call, long start) {
    return call.timeout() - (System.nanoTime() - start) / 1_000_000;
  }

  /** The same future, but ended when its time is up. */
  private static <T> Future<T> within(PendingRequests<T> pending, RpcCall call, Future<T> future,
    long millis) {
    if (future.isComplete()) {
      return future;
    }
    var opened = pending.open(call.subject(), millis);
    future.onComplete(result -> {
      if (result.succeeded()) {
        pending.complete(opened.id(), result.result());
      } else {
        pending.fail(opened.id(), result.cause());
      }
    });
    return opened.future();
  }
}
