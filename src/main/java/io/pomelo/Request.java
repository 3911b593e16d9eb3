package io.pomelo;

import io.pomelo.session.Session;
import io.vertx.codegen.annotations.Fluent;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.json.JsonObject;

/**
 * One request or notification of a client on its way through filters and handler. A handler returns
 * its answer; there is nothing here to answer with.
 *
 * <p>Confined to the server's context.
 */
@VertxGen
public interface Request {

  /**
   * The route the client asked for.
   *
   * @return {@code serverType.handler.method}
   */
  String route();

  /**
   * The body. One that is absent, broken, null, false, 0 or "" is an empty object; an array stays
   * one array (pomelo spreads it over the handler's arguments).
   *
   * @return a {@link JsonObject}, {@link io.vertx.core.json.JsonArray}, string, number or true; the
   *     same object at every call, and what filters change in it the handler sees
   */
  Object msg();

  /**
   * The body as an object.
   *
   * @return {@link #msg()}, or an empty object when that is something else
   */
  JsonObject json();

  /**
   * The client's session as it was when the request arrived.
   *
   * @return a {@link io.pomelo.session.FrontendSession} on the client's frontend, a
   *     {@link io.pomelo.session.BackendSession} elsewhere
   */
  Session session();

  /**
   * Whether the client waits for an answer.
   *
   * @return false for a request, true for a notification, whose answer is dropped
   */
  boolean isNotify();

  /**
   * The answer so far; for after filters and error handlers.
   *
   * @return what the handler gave, or null
   */
  @Nullable
  Object response();

  /**
   * The failure so far; for after filters and error handlers.
   *
   * @return why the request failed, or null when it did not
   */
  @Nullable
  Throwable failure();

  /**
   * Clears the failure, so that the answer leaves as a success; for after filters.
   *
   * @return this
   */
  @Fluent
  Request clearFailure();

  /**
   * Sets when this request ends at the latest; for before filters and handlers. At that time it is
   * answered with code 500 if it has no answer yet (hazard H21), and what it held is released; the
   * handler cannot be stopped, what it gives later is dropped. On a frontend, for a request that
   * another server handles, it is this server that stops waiting. Without effect once there is an
   * answer or a failure.
   *
   * @param millis milliseconds from now, at least 1; replaces
   *     {@link ApplicationOptions#getRequestTimeout()} and what was set before
   * @return this
   */
  @Fluent
  Request timeout(long millis);

  /**
   * Keeps a value with this request, on this server only; for filters.
   *
   * @param key the key
   * @param value the value
   * @return this
   */
  @Fluent
  Request put(String key, @Nullable Object value);

  /**
   * A value kept with this request.
   *
   * @param key the key
   * @param <T> the type the caller expects
   * @return the value, or null
   */
  @Nullable
  <T> T get(String key);
}
