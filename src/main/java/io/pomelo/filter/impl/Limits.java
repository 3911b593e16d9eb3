package io.pomelo.filter.impl;

/** Checks what filters are made with. */
final class Limits {

  private Limits() {
  }

  static long positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
    return value;
  }
}
