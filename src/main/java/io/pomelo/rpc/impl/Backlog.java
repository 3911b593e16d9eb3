package io.pomelo.rpc.impl;

import io.pomelo.rpc.FailMode;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.time.Deadlines;
import io.pomelo.time.Deadlines.Deadline;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Calls that wait until their server is back ({@link FailMode#FAIL_BACK}); bounded in number, time
 * and attempts. What cannot be sent is dropped with a log line. Confined to the server's context.
 */
final class Backlog {

  /** How many calls are kept at most, over all servers. */
  static final int MAX_KEPT = 1_000;

  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private final RpcPeers peers;
  private final Deadlines deadlines;
  private final Set<Kept> waiting = new LinkedHashSet<>();
  private int count; // with those that are being sent
  private boolean closed;

  Backlog(RpcPeers peers, Deadlines deadlines) {
    this.peers = peers;
    this.deadlines = deadlines;
  }

  /** Keeps a call that failed. */
  void keep(RpcCall call) {
    if (count >= MAX_KEPT) {
      LOG.log(Level.WARNING, "{0} dropped: {1} calls are kept (expected: fewer than {2})", call,
        count, MAX_KEPT);
    } else {
      count++;
      wait(new Kept(call));
    }
  }

  /** Drops all calls, now and later: the server stops. */
  void close() {
    closed = true;
    var all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(kept -> {
      kept.expiry.cancel();
      drop(kept);
    });
  }

  /** Sends what waits for a server that is there now, in the order it was kept. */
  void resend() {
    for (Kept kept : List.copyOf(waiting)) {
      if (!kept.paused && peers.server(kept.call.serverId()) != null) {
        send(kept);
      }
    }
  }

  private void wait(Kept kept) {
    RpcOptions options = kept.call.settings();
    long left = kept.until - System.nanoTime() / 1_000_000;
    if (closed || kept.sent >= options.getRetries() || left <= 0) {
      drop(kept);
      return;
    }
    waiting.add(kept);
    kept.expiry = deadlines.after(left, () -> {
      waiting.remove(kept);
      drop(kept);
    });
    if (peers.server(kept.call.serverId()) != null) { // it is there but did not answer
      kept.paused = true;
      deadlines.after(options.getRetryDelay(), () -> {
        kept.paused = false;
        if (waiting.contains(kept) && peers.server(kept.call.serverId()) != null) {
          send(kept);
        }
      });
    }
  }

  private void send(Kept kept) {
    waiting.remove(kept);
    kept.expiry.cancel();
    kept.sent++;
    peers.call(kept.call, kept.call.timeout()).onComplete(result -> {
      if (result.failed() && Retries.isOfTheWay(result.cause())) {
        wait(kept);
        return;
      }
      count--;
      if (result.succeeded()) {
        LOG.log(Level.DEBUG, "{0} was kept and is done", kept.call);
      } else {
        LOG.log(Level.WARNING, "{0} was kept and failed: {1}", kept.call,
          result.cause().getMessage());
      }
    });
  }

  private void drop(Kept kept) {
    count--;
    LOG.log(Level.WARNING, "{0} dropped after {1} more attempts (expected: an answer within {2}"
      + " attempts and {3} ms)", kept.call, kept.sent, kept.call.settings().getRetries(),
      kept.call.settings().getKeepTime());
  }

  private static final class Kept {

    private final RpcCall call;
    private final long until;
    private int sent;
    private boolean paused;
    private Deadline expiry;

    Kept(RpcCall call) {
      this.call = call;
      this.until = System.nanoTime() / 1_000_000 + call.settings().getKeepTime();
    }
  }
}
