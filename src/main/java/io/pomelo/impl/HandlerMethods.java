package io.pomelo.impl;

import io.pomelo.Request;
import io.pomelo.session.BackendSession;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Turns the public methods of a handler object into handlers, once at the start: each becomes a
 * function of the request, called through a method handle.
 */
final class HandlerMethods {

  private static final String SHAPES =
    "public Future<T> method(msg, session) or public Future<T> method(Request)";

  private HandlerMethods() {
  }

  /**
   * The handlers of an object by route.
   *
   * @param frontend whether sessions here are frontend sessions
   * @param sessions whether to check the session's type at all: not for another server's handlers
   * @param plain whether a method may give its result itself, as it may wait for it
   * @throws IllegalArgumentException when a public method has no known shape, or there is none
   */
  static Map<String, Function<Request, Future<Object>>> of(String prefix, Object handler,
    boolean frontend, boolean sessions, boolean plain) {
    if (handler == null) {
      throw new IllegalArgumentException("handlers of " + prefix
        + ": the factory gave null (expected: an object)");
    }
    var found = new LinkedHashMap<String, Function<Request, Future<Object>>>();
    for (Method method : PublicMethods.of(handler)) {
      String route = prefix + "." + method.getName();
      if (found.put(route, handler(route, method, handler, frontend, sessions, plain))
        != null) {
        throw wrong(route, "two public methods of that name", "one; make the other one private");
      }
    }
    if (found.isEmpty()) {
      throw wrong(prefix, handler.getClass().getName() + " without public methods",
        "a class with some: " + SHAPES);
    }
    return found;
  }

  private static Function<Request, Future<Object>> handler(String route, Method method,
    Object target, boolean frontend, boolean sessions, boolean plain) {
    boolean future = Future.class.isAssignableFrom(method.getReturnType());
    if (!future && !plain) {
      throw wrong(route, "a method that returns " + method.getReturnType().getSimpleName()
        + " on a server on an event loop, which must not wait for a result", SHAPES
        + ", or \"threading\": \"virtual\" for the server; make it private if it is no handler");
    }
    MethodHandle handle = PublicMethods.bind("handler", method, target);
    Class<?>[] types = method.getParameterTypes();
    if (types.length == 1 && types[0] == Request.class) {
      return request -> invoke(handle, future, request);
    }
    if (types.length != 2 || !Session.class.isAssignableFrom(types[1])) {
      throw wrong(route, "parameters " + Arrays.toString(types), SHAPES);
    }
    Class<?> here = frontend ? FrontendSession.class : BackendSession.class;
    if (sessions && !types[1].isAssignableFrom(here)) {
      throw wrong(route, "a " + types[1].getSimpleName() + " parameter",
        here.getSimpleName() + " or Session, as the server is a "
          + (frontend ? "frontend" : "backend"));
    }
    Function<Request, Object> body = BodyMapper.to(types[0]);
    return request -> invoke(handle, future, body.apply(request), request.session());
  }

  @SuppressWarnings("unchecked")
  private static Future<Object> invoke(MethodHandle handle, boolean future, Object... arguments) {
    try {
      Object result = arguments.length == 1
        ? handle.invoke(arguments[0]) : handle.invoke(arguments[0], arguments[1]);
      // A plain method may be declared to give Object, and give a future all the same.
      return future || result instanceof Future
        ? (Future<Object>) result : Future.succeededFuture(result);
    } catch (Throwable thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private static IllegalArgumentException wrong(String route, String seen, String expected) {
    return new IllegalArgumentException("handler " + route + ": " + seen + " (expected: " + expected
      + ")");
  }
}
