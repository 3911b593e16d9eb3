package io.pomelo.rpc.impl;

import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one peer still has to answer. Each request ends exactly once: by its answer, its deadline or
 * the end of the peer, whichever is first (hazards H2 and H3); what comes later finds nothing here.
 *
 * <p>Confined to the server's context.
 *
 * @param <T> the type of the answers
 */
final class PendingRequests<T> {

  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private final String peerId;
  private final Deadlines deadlines;
  private final Map<Long, Pending<T>> pending = new LinkedHashMap<>();
  private long lastId;

  PendingRequests(String peerId, Deadlines deadlines) {
    this.peerId = peerId;
    this.deadlines = deadlines;
  }

  /** Opens a request; the subject names it in the text of its failures. */
  Pending<T> open(Object subject, long timeout) {
    var opened = new Pending<T>(++lastId, subject);
    opened.deadline = deadlines.after(timeout, () -> fail(opened.id, new LinkException(
      Links.NO_ANSWER, subject + " to " + peerId + ": no answer (expected: within " + timeout
        + " ms)")));
    pending.put(opened.id, opened);
    return opened;
  }

  /** How many are open. */
  int size() {
    return pending.size();
  }

  /** The id of the request that was opened last. */
  long lastId() {
    return lastId;
  }

  /** Ends a request with its answer; without effect when it ended before. */
  void complete(long id, T answer) {
    settle(pending.remove(id), promise -> promise.complete(answer));
  }

  /** Ends a request with a failure; without effect when it ended before. */
  void fail(long id, Throwable failure) {
    settle(pending.remove(id), promise -> promise.fail(failure));
  }

  /** Ends all requests. */
  void failAll(int code, String reason) {
    var all = List.copyOf(pending.values());
    pending.clear(); // first: those who asked may look here when they learn of it
    for (Pending<T> open : all) {
      settle(open, promise -> promise.fail(new LinkException(code,
        open.subject + " to " + peerId + ": " + reason)));
    }
  }

  private void settle(Pending<T> open, Consumer<Promise<T>> outcome) {
    if (open == null) {
      return;
    }
    open.deadline.cancel();
    try {
      outcome.accept(open.promise);
    } catch (Throwable e) { // of somebody who waited for it; the others must hear of theirs
      LOG.log(Level.ERROR, "what followed " + open.subject + " to " + peerId + " failed", e);
    }
  }

  /** An open request. */
  static final class Pending<T> {

    private final long id;
    private final Object subject;
    private final Promise<T> promise = Promise.promise();
    private Deadlines.Deadline deadline;

    private Pending(long id, Object subject) {
      this.id = id;
      this.subject = subject;
    }

    long id() {
      return id;
    }

    Future<T> future() {
      return promise.future();
    }
  }
}
