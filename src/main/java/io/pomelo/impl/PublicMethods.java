package io.pomelo.impl;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** The methods by which an object of the game offers something: handlers, actions of crons. */
final class PublicMethods {

  private PublicMethods() {
  }

  /** Its public methods, inherited ones included, without static ones and those of Object. */
  static List<Method> of(Object target) {
    return Arrays.stream(target.getClass().getMethods()).filter(method -> !isOfObject(method)
      && !method.isBridge() && !Modifier.isStatic(method.getModifiers())).toList();
  }

  /** Also when it is overridden: a class may have a toString, and cannot make it private. */
  private static boolean isOfObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * A method of an object, ready to be called.
   *
   * @throws IllegalArgumentException when this module may not call it; {@code what} names it
   */
  static MethodHandle bind(String what, Method method, Object target) {
    try {
      method.setAccessible(true);
      return MethodHandles.lookup().unreflect(method).bindTo(target);
    } catch (IllegalAccessException | RuntimeException e) {
      throw new IllegalArgumentException(what + " " + method + ": " + e.getMessage()
        + " (expected: a method this module may call)", e);
    }
  }
}
