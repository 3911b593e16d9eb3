package io.pomelo;

import io.vertx.codegen.annotations.Fluent;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Steps that belong together: conditions that must hold, then handlers that are tried again as a
 * whole (pomelo {@code app.transaction}). Nothing is rolled back. Made by
 * {@link Application#transaction}.
 *
 * <p>Each condition that held and the end of a transaction is a line of the logger
 * {@code pomelo.transaction}. A failed step is an error line there with its stack, and a line of
 * JSON of {@code pomelo.transaction.error}: {@code name}, {@code method} (the step), {@code time}
 * (milliseconds since 1970), {@code type} ({@code condition} or {@code handler}),
 * {@code description} (the stack), and for a handler {@code retry}, the number of the attempt.
 *
 * <p>Unlike in pomelo its outcome is reported, attempts have a pause between them, and a step that
 * failed is not logged as executed (H41).
 */
@VertxGen
public interface Transaction {

  /** How often the handlers are tried in all, by default. */
  int DEFAULT_RETRY = 1;
  /** The pause after the first failed attempt, in milliseconds; it doubles with each. */
  long RETRY_PAUSE = 50;
  /** The longest pause between two attempts, in milliseconds. */
  long MAX_RETRY_PAUSE = 1_000;

  /**
   * Adds a condition. Conditions run one after another, once, in the order they were added.
   *
   * @param name the name for the log
   * @param condition fails when it does not hold
   * @return this
   * @throws IllegalArgumentException when another condition has the name
   */
  @Fluent
  Transaction condition(String name, Supplier<Future<Void>> condition);

  /**
   * Adds a handler. Handlers run one after another in the order they were added; when one fails,
   * all begin again with the first while attempts are left.
   *
   * @param name the name for the log
   * @param handler does one step; it may run again, also after it succeeded
   * @return this
   * @throws IllegalArgumentException when another handler has the name
   */
  @Fluent
  Transaction handler(String name, Supplier<Future<Void>> handler);

  /**
   * Sets how often the handlers are tried in all, the first time included.
   *
   * @param attempts at least 1, {@link #DEFAULT_RETRY} by default
   * @return this
   * @throws IllegalArgumentException when it is less than 1
   */
  @Fluent
  Transaction retry(int attempts);

  /**
   * Runs it on the server's context. It may run again, and several runs may overlap; each counts
   * its own attempts.
   *
   * @return succeeds when all handlers of one attempt did; fails with the failure of the first
   *     condition that does not hold or that of the last attempt, when the server is not started,
   *     and when it stops between two attempts. Completes as {@link Application#call} does
   */
  Future<Void> run();
}
