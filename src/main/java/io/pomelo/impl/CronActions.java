package io.pomelo.impl;

import io.pomelo.Application;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What crons can do, by action {@code prefix.method}. Filled before the server starts; the objects
 * are made on its context when a cron names them first.
 */
final class CronActions {

  private static final String SHAPES =
    "public Future<Void> method() or public Future<Void> method(JsonObject)";

  private final Map<String, Function<Application, Object>> factories = new TreeMap<>();
  private final Map<String, Map<String, Function<JsonObject, Future<?>>>> made = new HashMap<>();

  void add(String prefix, Function<Application, Object> factory) {
    if (!prefix.matches("[^.\\s]+")) {
      throw new IllegalArgumentException("prefix: \"" + prefix + "\" (expected: text without dots"
        + " and blanks)");
    }
    if (factories.putIfAbsent(prefix, factory) != null) {
      throw new IllegalArgumentException("prefix: " + prefix + " has crons already"
        + " (expected: one object for each prefix)");
    }
  }

  /**
   * The function of a cron's action.
   *
   * @throws IllegalArgumentException when there is none, or a method of its class has no known
   *     shape
   */
  Function<JsonObject, Future<?>> get(Application app, CronEntry cron) {
    String action = cron.action();
    String prefix = action.substring(0, action.indexOf('.'));
    if (!factories.containsKey(prefix)) {
      throw unknown(cron, "a prefix given to crons(): " + factories.keySet());
    }
    if (!made.containsKey(prefix)) {
      made.put(prefix, methods(prefix, factories.get(prefix).apply(app)));
    }
    var methods = made.get(prefix);
    if (!methods.containsKey(action)) {
      throw unknown(cron, "one of " + methods.keySet());
    }
    return methods.get(action);
  }

  private static Map<String, Function<JsonObject, Future<?>>> methods(String prefix,
    Object target) {
    if (target == null) {
      throw new IllegalArgumentException("crons of " + prefix
        + ": the factory gave null (expected: an object)");
    }
    var methods = new TreeMap<String, Function<JsonObject, Future<?>>>();
    for (Method method : PublicMethods.of(target)) {
      String action = prefix + "." + method.getName();
      if (methods.put(action, action(action, method, target)) != null) {
        throw wrong(action, "two public methods of that name", "one; make the other one private");
      }
    }
    return methods;
  }

  private static Function<JsonObject, Future<?>> action(String action, Method method,
    Object target) {
    if (!Future.class.isAssignableFrom(method.getReturnType())) {
      throw wrong(action, "a method that returns " + method.getReturnType().getSimpleName(),
        SHAPES + "; make it private if it is no action");
    }
    Class<?>[] types = method.getParameterTypes();
    if (types.length > 1 || types.length == 1 && types[0] != JsonObject.class) {
      throw wrong(action, "parameters " + Arrays.toString(types), SHAPES);
    }
    MethodHandle handle = PublicMethods.bind("cron action", method, target);
    return data -> {
      try {
        return (Future<?>) (types.length == 0 ? handle.invoke() : handle.invoke(data));
      } catch (Throwable thrown) {
        return Future.failedFuture(thrown);
      }
    };
  }

  private static IllegalArgumentException unknown(CronEntry cron, String expected) {
    return new IllegalArgumentException("cron \"" + cron.id() + "\": action \"" + cron.action()
      + "\" (expected: " + expected + ")");
  }

  private static IllegalArgumentException wrong(String action, String seen, String expected) {
    return new IllegalArgumentException("cron action " + action + ": " + seen + " (expected: "
      + expected + ")");
  }
}
