package io.pomelo.examples.conformance;

import io.pomelo.session.FrontendSession;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Values that a connector keeps for each of its sessions until that closes.
 *
 * <p>Confined to the connector's context.
 *
 * @param <T> the type of the values
 */
final class PerSession<T> {

  private final Map<Long, T> values = new HashMap<>();
  private final String name;
  private final Supplier<T> first;

  /**
   * No values yet.
   *
   * @param name tells apart what is kept for the sessions of one connector
   * @param first makes a session's value
   */
  PerSession(String name, Supplier<T> first) {
    this.name = name;
    this.first = first;
  }

  /** The session's value, made when it is asked for first. */
  T of(FrontendSession session) {
    return values.computeIfAbsent(session.id(), id -> {
      session.closeHandler(name, closed -> values.remove(id));
      return first.get();
    });
  }
}
