package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.Request;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The handlers of a server by route. Nothing that was not registered can be reached by a route
 * (H24). Filled before the server starts, then read on its context.
 */
final class HandlerRegistry {

  private static final Pattern PREFIX = Pattern.compile("[^.\\s]+\\.[^.\\s]+");
  private static final Pattern ROUTE = Pattern.compile(PREFIX + "\\.[^.\\s]+");

  private final String serverType;
  private final Map<String, Function<Request, Future<Object>>> handlers = new LinkedHashMap<>();
  private final Map<String, Function<Application, Object>> factories = new LinkedHashMap<>();
  private final Map<String, Boolean> others = new TreeMap<>();

  HandlerRegistry(String serverType) {
    this.serverType = serverType;
  }

  @SuppressWarnings("unchecked")
  <T> void add(String route, Function<Request, Future<T>> handler) {
    if (!ROUTE.matcher(route).matches()) {
      throw new IllegalArgumentException("route: " + route
        + " (expected: serverType.handler.method)");
    }
    put(route, (Function<Request, Future<Object>>) (Function<?, ?>) handler);
  }

  void addAll(String prefix, Function<Application, Object> factory) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException("prefix: " + prefix + " (expected: serverType.handler)");
    }
    if (factories.putIfAbsent(prefix, factory) != null) {
      throw new IllegalArgumentException("prefix: " + prefix + " has handlers already"
        + " (expected: one object for each prefix)");
    }
  }

  /**
   * Makes the handler objects of this server's type; those of other types only when their routes
   * are asked for, and then they are forgotten. On virtual threads each handler may await.
   */
  void instantiate(Application app, boolean allRoutes) {
    boolean virtual = Threading.isVirtual(app.context());
    factories.forEach((prefix, factory) -> {
      if (allRoutes || isOwn(prefix)) {
        HandlerMethods.of(prefix, factory.apply(app), isOwn(prefix) && app.isFrontend(),
          isOwn(prefix), virtual || !isOwn(prefix)).forEach(this::put);
      }
    });
    if (virtual) {
      handlers.replaceAll((route, handler) -> Threading.task(app.context(), handler));
    }
  }

  private void put(String route, Function<Request, Future<Object>> handler) {
    if (!isOwn(route)) {
      others.put(route, true);
    } else if (handlers.putIfAbsent(route, handler) != null) {
      throw new IllegalArgumentException("route: " + route
        + " has a handler already (expected: one handler for each route)");
    }
  }

  private boolean isOwn(String route) {
    return route.startsWith(serverType) && route.charAt(serverType.length()) == '.';
  }

  /** The handler of a route, or null. */
  Function<Request, Future<Object>> get(String route) {
    return handlers.get(route);
  }

  /** All routes that are known here, of whatever type, in no order. */
  Collection<String> routes() {
    var all = new TreeMap<>(others);
    handlers.keySet().forEach(route -> all.put(route, true));
    return all.keySet();
  }
}
