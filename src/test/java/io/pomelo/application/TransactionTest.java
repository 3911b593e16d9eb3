package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.Pomelo;
import io.pomelo.Transaction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TransactionTest {

  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final Log log = new Log("pomelo.transaction");
  private final Log errors = new Log("pomelo.transaction.error");
  private Application app;

  /** Keeps what one logger is told, and that alone. */
  private static final class Log extends Handler {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private Log(String name) {
      logger = Logger.getLogger(name);
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      if (line.getLoggerName().equals(logger.getName())) {
        records.add(line);
      }
    }

    private List<String> lines() {
      return records.stream().map(LogRecord::getMessage).toList();
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    app = Pomelo.createApp(vertx);
    await(app.start());
  }

  @AfterEach
  void unlisten() {
    log.close();
    errors.close();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, SECONDS);
  }

  /** A step that ends later, so that a next one that does not wait is seen. */
  private Supplier<Future<Void>> step(String name) {
    return () -> {
      ran.add(name);
      return app.vertx().timer(2).onComplete(v -> ran.add(name + " done")).mapEmpty();
    };
  }

  private Supplier<Future<Void>> failing(String name, int times) {
    var left = new int[] {times};
    return () -> {
      ran.add(name);
      return left[0]-- > 0 ? Future.failedFuture(new IllegalStateException(name + " failed"))
        : Future.succeededFuture();
    };
  }

  @Test
  void conditionsThenHandlersRunInOrderOnTheServersContext() throws Exception {
    var contexts = new ArrayList<>();
    await(app.transaction("trade").condition("c1", step("c1")).condition("c2", step("c2"))
      .handler("h1", step("h1")).handler("h2", () -> {
        contexts.add(Vertx.currentContext());
        return step("h2").get();
      }).run());
    assertEquals(List.of("c1", "c1 done", "c2", "c2 done", "h1", "h1 done", "h2", "h2 done"), ran);
    assertEquals(List.of(app.context()), contexts);
    assertEquals(List.of("[trade]:[c1] condition is executed.",
      "[trade]:[c2] condition is executed.",
      "[trade] all conditions and handlers are executed successfully."), log.lines());
    assertEquals(List.of(), errors.lines());
  }

  @Test
  void handlersBeginAgainFromTheFirstUntilTheySucceed() throws Exception {
    await(app.transaction("trade").condition("c1", failing("c1", 0))
      .handler("h1", failing("h1", 0)).handler("h2", failing("h2", 2)).retry(5).run());
    assertEquals(List.of("c1", "h1", "h2", "h1", "h2", "h1", "h2"), ran);
    assertEquals(List.of(1, 2), errors.lines().stream()
      .map(line -> new JsonObject(line).getInteger("retry")).toList());
  }

  @Test
  void anAttemptComesAfterAPause() throws Exception {
    var times = new ArrayList<Long>();
    await(app.transaction("trade").handler("h1", () -> {
      times.add(System.nanoTime());
      return times.size() < 3 ? Future.failedFuture("again") : Future.succeededFuture();
    }).retry(3).run());
    long first = times.get(1) - times.get(0);
    long second = times.get(2) - times.get(1);
    assertTrue(first >= Transaction.RETRY_PAUSE * 1_000_000, "first pause: " + first);
    assertTrue(second >= 2 * Transaction.RETRY_PAUSE * 1_000_000, "second pause: " + second);
  }

  @Test
  void theLastFailureIsTheOutcome() {
    var failure = assertThrows(IllegalStateException.class, () -> await(app.transaction("trade")
      .handler("h1", failing("h1", 9)).handler("h2", failing("h2", 9)).retry(2).run()));
    assertEquals("h1 failed", failure.getMessage());
    assertEquals(List.of("h1", "h1"), ran);
    assertFalse(log.lines().contains(
      "[trade] all conditions and handlers are executed successfully."));
  }

  @Test
  void oneAttemptIsTheDefault() {
    assertThrows(IllegalStateException.class, () -> await(app.transaction("trade")
      .handler("h1", failing("h1", 1)).run()));
    assertEquals(List.of("h1"), ran);
  }

  @Test
  void aConditionThatDoesNotHoldStopsEverythingAndIsLoggedTwice() {
    var cause = new IllegalStateException("poor {0}");
    assertSame(cause, assertThrows(IllegalStateException.class, () -> await(
      app.transaction("trade").condition("rich", () -> {
        throw cause;
      }).condition("c2", step("c2")).handler("h1", step("h1")).retry(3).run())));
    assertEquals(List.of(), ran);
    assertEquals(List.of("[trade]:[rich] condition is executed with err"), log.lines());
    assertSame(cause, log.records.get(0).getThrown());
    var line = new JsonObject(errors.lines().get(0));
    assertEquals(1, errors.lines().size());
    assertTrue(System.currentTimeMillis() - (Long) line.remove("time") < 60_000);
    assertTrue(((String) line.remove("description")).startsWith(cause + System.lineSeparator()));
    assertEquals(new JsonObject().put("name", "trade").put("method", "rich")
      .put("type", "condition"), line);
  }

  @Test
  void aHandlerThatFailsIsLoggedWithItsAttempt() {
    assertThrows(IllegalStateException.class, () -> await(app.transaction("trade")
      .handler("pay", failing("pay", 2)).retry(2).run()));
    assertEquals(List.of("[trade]:[pay]:[1] handler is executed with err",
      "[trade]:[pay]:[2] handler is executed with err"), log.lines());
    var line = new JsonObject(errors.lines().get(1));
    assertEquals("handler", line.getString("type"));
    assertEquals(2, line.getInteger("retry"));
  }

  @Test
  void eachRunCountsItsOwnAttempts() throws Exception {
    var trade = app.transaction("trade").handler("h1", failing("h1", 3)).retry(2);
    assertThrows(IllegalStateException.class, () -> await(trade.run()));
    await(trade.run());
    assertEquals(List.of("h1", "h1", "h1", "h1"), ran);
  }

  @Test
  void anEmptyOneSucceeds() throws Exception {
    await(app.transaction("nothing").run());
    assertEquals(List.of("[nothing] all conditions and handlers are executed successfully."),
      log.lines());
  }

  @Test
  void oneBetweenTwoAttemptsEndsWithTheServer() throws Exception {
    Promise<Void> failing = Promise.promise();
    var run = app.transaction("trade").handler("h1", () -> {
      failing.tryComplete();
      return Future.failedFuture("again");
    }).retry(Integer.MAX_VALUE).run();
    await(failing.future());
    await(app.stop());
    assertThrows(IllegalStateException.class, () -> await(run));
  }

  @Test
  void wrongUseIsRefused(Vertx vertx) {
    var trade = app.transaction("trade").condition("a", step("a")).handler("a", step("a"));
    assertThrows(NullPointerException.class, () -> app.transaction(null));
    assertThrows(NullPointerException.class, () -> trade.condition("b", null));
    assertThrows(IllegalArgumentException.class, () -> trade.handler("a", step("a")));
    assertThrows(IllegalArgumentException.class, () -> trade.condition("a", step("a")));
    assertThrows(IllegalArgumentException.class, () -> trade.retry(0));
    assertThrows(IllegalStateException.class, () -> await(
      Pomelo.createApp(vertx).transaction("early").run()));
  }
}
