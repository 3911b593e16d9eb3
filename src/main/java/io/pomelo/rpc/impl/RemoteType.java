package io.pomelo.rpc.impl;

import io.vertx.core.Future;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * What callers and implementations of a typed remote share: the checks of its interface and the
 * call of one of its methods by reflection.
 */
final class RemoteType {

  private final Class<?> service;
  private final String name;
  private final boolean hidden;

  private RemoteType(Class<?> service) {
    this.service = service;
    this.name = BusAddress.serviceName(service);
    this.hidden = !Modifier.isPublic(service.getModifiers());
  }

  /**
   * The type of an interface.
   *
   * @throws IllegalArgumentException when it cannot be a remote; the text says what to change
   */
  static RemoteType of(Class<?> service) {
    try { // and not the annotation, which need not be there at run time
      Class.forName(service.getName() + "VertxEBProxy", false, service.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("remote " + service.getName() + ": no generated class "
        + service.getSimpleName() + "VertxEBProxy (expected: an interface with @ProxyGen, "
        + "not below a package named impl, and vertx-codegen and vertx-service-proxy among the "
        + "compiler's annotation processors)", e);
    }
    return new RemoteType(service);
  }

  /** The interface. */
  Class<?> service() {
    return service;
  }

  /** What it is called in addresses and texts. */
  String name() {
    return name;
  }

  /** Whether a method has an answer; otherwise it is fire and forget. */
  static boolean answers(Method method) {
    return method.getReturnType() != void.class;
  }

  /**
   * Calls a method of the service.
   *
   * @return its future, a succeeded one for a method without an answer; a thrown exception is a
   *     failed future
   */
  Future<?> call(Object target, Method method, Object[] args) {
    try {
      if (hidden) {
        method.setAccessible(true);
      }
      Object result = method.invoke(target, args);
      if (!answers(method)) {
        return Future.succeededFuture();
      }
      if (result == null) {
        throw new NullPointerException(name + '.' + method.getName()
          + ": null (expected: a future)");
      }
      return (Future<?>) result;
    } catch (InvocationTargetException e) {
      return Future.failedFuture(e.getCause());
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** Answers toString, equals and hashCode of a proxy. */
  static Object callObject(Object proxy, Method method, Object[] args, String text) {
    return switch (method.getName()) {
      case "toString" -> text;
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == args[0];
      default -> throw new IllegalStateException("method " + method + " (expected: toString, "
        + "hashCode or equals)");
    };
  }
}
