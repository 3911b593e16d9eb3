package io.pomelo.filter;

import io.pomelo.Application;
import io.pomelo.Filter;
import io.pomelo.filter.impl.LoopLag;
import io.pomelo.filter.impl.RpcLogFilter;
import io.pomelo.filter.impl.RpcTooBusyFilter;
import io.pomelo.filter.impl.SerialFilter;
import io.pomelo.filter.impl.TimeFilter;
import io.pomelo.filter.impl.TimeoutFilter;
import io.pomelo.filter.impl.TooBusyFilter;
import io.pomelo.rpc.RpcFilter;
import io.vertx.codegen.annotations.VertxGen;

/**
 * The built-in filters (pomelo {@code pomelo.filters} and {@code pomelo.rpcFilters}). Each is good
 * for one server: make it where it is registered, in the game's set-up.
 *
 * <pre>{@code
 * app.filter(Filters.serial()).filter(Filters.timeout()).rpcFilter(Filters.rpcLog());
 * }</pre>
 *
 * <p>The filters for requests work as global filters as well.
 */
@VertxGen
public interface Filters {

  /** How long a request may hold up the next one of its session, in milliseconds. */
  long DEFAULT_SERIAL_TIMEOUT = 3_000;
  /** How long a request may take, in milliseconds. */
  long DEFAULT_TIMEOUT = 3_000;
  /** The lag of the event loop from which on requests and calls are refused, in milliseconds. */
  long DEFAULT_MAX_LAG = 70;

  /**
   * {@link #serial(long)} with {@link #DEFAULT_SERIAL_TIMEOUT}.
   *
   * @return a filter for one server
   */
  static Filter serial() {
    return serial(DEFAULT_SERIAL_TIMEOUT);
  }

  /**
   * Lets the requests of one session run one after another, from the start to the end of the
   * handler; without it handlers of one session may overlap. Sessions do not wait for each other:
   * a session is known by its frontend and its id there (hazard H20). When a request does not end
   * in time the next one starts, and the late one is answered with code 500 whenever it ends
   * (pomelo {@code lib/filters/handler/serial.js}).
   *
   * <p>What a session waits with is released when it waits for nothing, and on its frontend when
   * it closes: its requests that have not started are dropped. Filters that are registered before
   * this one are not part of the sequence, except that a request passes them only when the one
   * before it has passed this filter.
   *
   * @param timeoutMillis milliseconds from the start of a request until the next one may start, at
   *     least 1
   * @return a filter for one server
   */
  static Filter serial(long timeoutMillis) {
    return new SerialFilter(timeoutMillis);
  }

  /**
   * Logs {@code {route, args, time, timeUsed}} of every request as JSON, at level INFO of the
   * logger {@code pomelo.con-log}: {@code time} is when the filter saw it first, {@code timeUsed}
   * the milliseconds from then until its after filters (pomelo {@code
   * lib/filters/handler/time.js}). {@code args} is the body as the client sent it.
   *
   * @return a filter for one server
   */
  static Filter time() {
    return new TimeFilter();
  }

  /**
   * {@link #timeout(long)} with {@link #DEFAULT_TIMEOUT}.
   *
   * @return a filter for one server
   */
  static Filter timeout() {
    return timeout(DEFAULT_TIMEOUT);
  }

  /**
   * Answers requests that take too long with code 500, see {@link io.pomelo.Request#timeout}.
   * pomelo's filter only writes a log line, and none for more than 500 such requests (hazard H21).
   *
   * @param millis milliseconds from this filter on, at least 1
   * @return a filter for one server
   */
  static Filter timeout(long millis) {
    return new TimeoutFilter(millis);
  }

  /**
   * {@link #tooBusy(long)} with {@link #DEFAULT_MAX_LAG}.
   *
   * @return a filter for one server
   */
  static Filter tooBusy() {
    return tooBusy(DEFAULT_MAX_LAG);
  }

  /**
   * Refuses requests with code 500 and the text {@code Server toobusy!} while the server's event
   * loop lags (pomelo {@code lib/filters/handler/toobusy.js}, which does nothing when a native
   * library is missing: hazard H47).
   *
   * @param maxLagMillis the lag in milliseconds that is still accepted, at least 1
   * @return a filter for one server
   */
  static Filter tooBusy(long maxLagMillis) {
    return new TooBusyFilter(maxLagMillis);
  }

  /**
   * By how much the event loop of a server lags: how late its tasks run. Measured all the time from
   * the first use on, be it by a filter or by this method. After a stall it falls by half every
   * 100 ms.
   *
   * @param app the server, whose context this is called on
   * @return milliseconds, 0 when it does not lag
   */
  static long eventLoopLag(Application app) {
    return LoopLag.of(app.context()).millis();
  }

  /**
   * Logs {@code {route, args, time, timeUsed}} of every call to another server as JSON, at level
   * INFO of the logger {@code pomelo.rpc-log}; {@code route} is {@code service.method}. The start
   * is kept with the call (hazard H22; pomelo {@code lib/filters/rpc/rpcLog.js}).
   *
   * @return a filter for one server
   */
  static RpcFilter rpcLog() {
    return new RpcLogFilter();
  }

  /**
   * {@link #rpcTooBusy(long)} with {@link #DEFAULT_MAX_LAG}.
   *
   * @return a filter for one server
   */
  static RpcFilter rpcTooBusy() {
    return rpcTooBusy(DEFAULT_MAX_LAG);
  }

  /**
   * Refuses calls to other servers while the event loop of this one lags: they fail with a {@link
   * io.pomelo.rpc.LinkException} of code 500 (pomelo {@code lib/filters/rpc/toobusy.js}).
   *
   * @param maxLagMillis the lag in milliseconds that is still accepted, at least 1
   * @return a filter for one server
   */
  static RpcFilter rpcTooBusy(long maxLagMillis) {
    return new RpcTooBusyFilter(maxLagMillis);
  }
}
