package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.Transaction;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A transaction as it is put together; each run is a {@link TransactionRun}. */
final class TransactionImpl implements Transaction {

  private final Application app;
  private final Pauses pauses;
  private final String name;
  private final List<Step> conditions = new ArrayList<>();
  private final List<Step> handlers = new ArrayList<>();
  private int attempts = DEFAULT_RETRY;

  /** One condition or handler. */
  record Step(String name, Supplier<Future<Void>> action) {
  }

  TransactionImpl(Application app, Pauses pauses, String name) {
    this.app = app;
    this.pauses = pauses;
    this.name = Objects.requireNonNull(name, "name");
  }

  @Override
  public Transaction condition(String name, Supplier<Future<Void>> condition) {
    add(conditions, name, condition);
    return this;
  }

  @Override
  public Transaction handler(String name, Supplier<Future<Void>> handler) {
    add(handlers, name, handler);
    return this;
  }

  private void add(List<Step> steps, String step, Supplier<Future<Void>> action) {
    Objects.requireNonNull(step, "name");
    Objects.requireNonNull(action, step);
    if (steps.stream().anyMatch(other -> other.name().equals(step))) {
      throw new IllegalArgumentException("transaction " + name + ": " + step
        + " twice (expected: a name of its own for each step)");
    }
    steps.add(new Step(step, action));
  }

  @Override
  public Transaction retry(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException("retry: " + attempts + " (expected: >= 1)");
    }
    this.attempts = attempts;
    return this;
  }

  @Override
  public Future<Void> run() {
    List<Step> first = List.copyOf(conditions);
    List<Step> then = List.copyOf(handlers);
    int times = attempts;
    return app.call(() -> new TransactionRun(name, new UserCalls(app.context()), pauses)
      .run(first, then, times));
  }
}
