package io.pomelo.impl;

import io.pomelo.Transaction;
import io.pomelo.impl.TransactionImpl.Step;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * One run of a transaction (pomelo {@code lib/common/manager/appManager.js}). Confined to the
 * server's context.
 */
final class TransactionRun {

  private static final Logger LOG = System.getLogger("pomelo.transaction");
  private static final Logger ERRORS = System.getLogger("pomelo.transaction.error");

  private final String name;
  private final UserCalls calls;
  private final Pauses pauses;

  TransactionRun(String name, UserCalls calls, Pauses pauses) {
    this.name = name;
    this.calls = calls;
    this.pauses = pauses;
  }

  Future<Void> run(List<Step> conditions, List<Step> handlers, int attempts) {
    Future<Void> held = Future.succeededFuture();
    for (Step condition : conditions) {
      held = held.compose(v -> call(condition)
        .onSuccess(done -> LOG.log(Level.INFO, "[" + name + "]:[" + condition.name()
          + "] condition is executed."))
        .onFailure(failure -> failed(condition, "condition", 0, failure)));
    }
    return held.compose(v -> attempt(handlers, 1, attempts))
      .onSuccess(v -> LOG.log(Level.INFO, "[" + name
        + "] all conditions and handlers are executed successfully."));
  }

  private Future<Void> attempt(List<Step> handlers, int attempt, int attempts) {
    Future<Void> done = Future.succeededFuture();
    for (Step handler : handlers) {
      done = done.compose(v -> call(handler)
        .onFailure(failure -> failed(handler, "handler", attempt, failure)));
    }
    return attempt == attempts ? done : done.recover(failure -> pauses.pause(pause(attempt))
      .compose(v -> attempt(handlers, attempt + 1, attempts)));
  }

  private static long pause(int attempt) {
    long doubled = Transaction.RETRY_PAUSE << Math.min(attempt - 1, 16);
    return Math.min(doubled, Transaction.MAX_RETRY_PAUSE);
  }

  private Future<Void> call(Step step) {
    return calls.call("[" + name + "]:[" + step.name() + "]", none -> step.action().get(), null);
  }

  private void failed(Step step, String type, int attempt, Throwable failure) {
    var line = new JsonObject().put("name", name).put("method", step.name())
      .put("time", System.currentTimeMillis()).put("type", type).put("description", stack(failure));
    String place = "[" + name + "]:[" + step.name() + "]";
    if (attempt > 0) {
      line.put("retry", attempt);
      place += ":[" + attempt + "]";
    }
    LOG.log(Level.ERROR, place + " " + type + " is executed with err", failure);
    ERRORS.log(Level.ERROR, line.encode());
  }

  private static String stack(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
