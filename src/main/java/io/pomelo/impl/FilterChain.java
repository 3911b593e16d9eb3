package io.pomelo.impl;

import io.pomelo.Filter;
import io.pomelo.Request;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Filters in the order of their registration, walked forwards before and backwards after (pomelo
 * {@code lib/common/service/filterService.js}). Filled before the server starts, then read on its
 * context.
 */
final class FilterChain {

  /** Of a chain that went on when the request had ended at its deadline. */
  static final Future<Void> LATE = Future.failedFuture("late");

  private final List<Function<Request, Future<Void>>> befores = new ArrayList<>();
  private final List<Function<Request, Future<Void>>> afters = new ArrayList<>();

  void add(Filter filter) {
    befores.add(filter::before);
    afters.add(filter::after);
  }

  void before(Function<Request, Future<Void>> before) {
    befores.add(before);
  }

  void after(Function<Request, Future<Void>> after) {
    afters.add(after);
  }

  /**
   * Fails with the first filter that refuses; the filters behind it do not run. Neither do those
   * behind one that took so long that the request has ended: their after filters have run already.
   */
  Future<Void> before(RequestImpl request, UserCalls users) {
    return before(request, users, 0);
  }

  private Future<Void> before(RequestImpl request, UserCalls users, int from) {
    for (int i = from; i < befores.size(); i++) {
      Future<Void> passed = users.call("a before filter", befores.get(i), request);
      if (passed.failed()) {
        return passed;
      }
      if (!passed.isComplete()) {
        int next = i + 1;
        return passed.compose(v -> request.isOver() ? LATE : before(request, users, next));
      }
    }
    return Future.succeededFuture();
  }

  /** Runs every filter; the failure of one replaces that of the request. Never fails. */
  Future<Void> after(RequestImpl request, UserCalls users) {
    return after(request, users, afters.size() - 1);
  }

  private Future<Void> after(RequestImpl request, UserCalls users, int from) {
    for (int i = from; i >= 0; i--) {
      Future<Void> passed = users.call("an after filter", afters.get(i), request);
      if (!passed.isComplete()) {
        int next = i - 1;
        return passed.transform(result -> {
          if (result.failed()) {
            request.failure(result.cause());
          }
          return after(request, users, next);
        });
      }
      if (passed.failed()) {
        request.failure(passed.cause());
      }
    }
    return Future.succeededFuture();
  }
}
