package io.pomelo.impl;

import io.pomelo.ApplicationOptions;
import io.pomelo.RequestException;
import io.pomelo.time.Deadlines;
import io.pomelo.time.Deadlines.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long a request may take (decision D7): counted from where it was accepted, the time it waits
 * for its turn included, whatever user code it is in (promise P1). Confined to the server's
 * context.
 */
final class RequestDeadlines {

  /** How long error handlers and after filters may go on after the deadline, in milliseconds. */
  static final long GRACE = 500;

  private static final Logger LOG = System.getLogger("pomelo.handler");

  private final String serverId;
  private final Deadlines deadlines;
  private final long usual;
  private final Map<String, Long> exact = new HashMap<>();
  /** The longest prefixes first. */
  private final Map<String, Long> prefixes = new TreeMap<>((a, b) ->
    a.length() == b.length() ? a.compareTo(b) : b.length() - a.length());

  /**
   * The deadlines of a server's requests.
   *
   * @throws IllegalArgumentException when a route's timeout is no positive integer
   */
  RequestDeadlines(String serverId, ApplicationOptions options, Deadlines deadlines) {
    this.serverId = serverId;
    this.deadlines = deadlines;
    this.usual = options.getRequestTimeout();
    JsonObject routes = options.getRouteTimeouts();
    for (String route : routes.fieldNames()) {
      if (!(routes.getValue(route) instanceof Number timeout) || timeout.longValue() < 1) {
        throw new IllegalArgumentException("routeTimeouts: " + route + ": "
          + routes.getValue(route) + " (expected: milliseconds, at least 1)");
      }
      if (route.endsWith("*")) {
        prefixes.put(route.substring(0, route.length() - 1), timeout.longValue());
      } else {
        exact.put(route, timeout.longValue());
      }
    }
  }

  /** Milliseconds: that of the route, of the longest prefix of it, or of all. */
  private long timeout(String route) {
    Long known = exact.get(route);
    if (known != null) {
      return known;
    }
    for (Map.Entry<String, Long> prefix : prefixes.entrySet()) {
      if (route.startsWith(prefix.getKey())) {
        return prefix.getValue();
      }
    }
    return usual;
  }

  /** How many milliseconds a request still has; 0 or less when its time is up. */
  long left(RequestImpl request) {
    return timeout(request.route()) - request.ageMillis();
  }

  /** Sets the deadline of a request. */
  Deadline at(RequestImpl request, Runnable action) {
    return deadlines.after(left(request), action);
  }

  /** Sets a deadline for what may still follow on that of a request. */
  Deadline afterGrace(Runnable action) {
    return deadlines.after(GRACE, action);
  }

  /** The same result, or a failure at the request's deadline; {@code what} is named in the log. */
  <T> Future<T> within(RequestImpl request, String what, Future<T> step) {
    return within(request, what, step, 0);
  }

  /** As {@link #within}, for what may follow on the deadline. */
  <T> Future<T> withinGrace(RequestImpl request, String what, Future<T> step) {
    return within(request, what, step, GRACE);
  }

  private <T> Future<T> within(RequestImpl request, String what, Future<T> step, long grace) {
    if (step.isComplete()) {
      return step;
    }
    Promise<T> promise = Promise.promise();
    Deadline deadline = deadlines.after(left(request) + grace,
      () -> promise.tryFail(expired(request, what)));
    step.onComplete(result -> {
      deadline.cancel();
      if (result.succeeded()) {
        promise.tryComplete(result.result());
      } else {
        promise.tryFail(result.cause());
      }
    });
    return promise.future();
  }

  /** The failure of a request whose time is up; logs it. */
  RequestException expired(RequestImpl request, String what) {
    String text = request.route() + ": " + what + " gave no answer (expected: within "
      + timeout(request.route()) + " ms)";
    LOG.log(Level.WARNING, "[{0}] {1}", serverId, text);
    return new RequestException(RequestException.DEFAULT_CODE, text, new JsonObject());
  }
}
