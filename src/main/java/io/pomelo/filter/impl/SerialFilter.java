package io.pomelo.filter.impl;

import io.pomelo.Filter;
import io.pomelo.Request;
import io.pomelo.RequestException;
import io.pomelo.filter.impl.TaskQueue.Task;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.Session;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;

/**
 * One request of a session after another. The framework passes a session's requests through the
 * before filters one at a time, so at most one of them waits here and the others behind it. That
 * wait counts towards the request's own deadline, as the client waits as well.
 *
 * <p>Confined to the server's context.
 */
public final class SerialFilter implements Filter {

  private static final Logger LOG = System.getLogger("pomelo.filter");

  private final long timeout;
  private final String slot = "pomelo.serial@" + Integer.toHexString(System.identityHashCode(this));
  private final Map<SessionKey, TaskQueue> queues = new HashMap<>();
  private Deadlines deadlines;

  /**
   * A filter for one server.
   *
   * @param timeoutMillis how long a request may hold up the next, in milliseconds
   */
  public SerialFilter(long timeoutMillis) {
    this.timeout = Limits.positive("serial timeout", timeoutMillis);
  }

  @Override
  public Future<Void> before(Request request) {
    if (request.get(slot) != null) { // registered twice: it must not wait for itself
      return Future.succeededFuture();
    }
    if (deadlines == null) {
      deadlines = new Deadlines(Vertx.currentContext().owner());
    }
    Session session = request.session();
    var key = new SessionKey(session.frontendId(), session.id());
    TaskQueue queue = queues.get(key);
    if (queue == null) {
      queue = open(key, session);
    }
    Task task = queue.add(timeout, () -> LOG.log(Level.WARNING, "{0} of session {1} at {2} took "
      + "over {3} ms, the next request of the session starts", request.route(), key.sid,
      key.frontendId, timeout));
    request.put(slot, task);
    return task.turn().recover(dropped -> Future.failedFuture(new RequestException(
      RequestException.DEFAULT_CODE, request.route() + " did not start: " + dropped.getMessage(),
      new JsonObject())));
  }

  private TaskQueue open(SessionKey key, Session session) {
    var queue = new TaskQueue(deadlines, () -> {
      queues.remove(key);
      if (session instanceof FrontendSession here) {
        here.closeHandler(slot, null);
      }
    });
    queues.put(key, queue);
    if (session instanceof FrontendSession here) {
      here.closeHandler(slot, closed -> queue.close(true));
    }
    return queue;
  }

  @Override
  public Future<Void> after(Request request) {
    Task task = request.get(slot);
    if (task == null) { // refused by a filter before this one
      return Future.succeededFuture();
    }
    task.done();
    return task.isLate() && request.failure() == null
      ? Future.failedFuture(new RequestException(RequestException.DEFAULT_CODE,
        "task time out. " + request.route() + " (expected: within " + timeout + " ms)",
        new JsonObject()))
      : Future.succeededFuture();
  }

  /** How many sessions have a request running. */
  int size() {
    return queues.size();
  }

  private record SessionKey(String frontendId, long sid) {
  }
}
