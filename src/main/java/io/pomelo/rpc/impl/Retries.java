package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.FailMode;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes calls and, where their options allow it, makes them again (pomelo-rpc {@code
 * lib/rpc-client/failureProcess.js}; hazard H8): bounded, on a list of its own, and only what is
 * marked as idempotent (promise P7). Confined to the server's context.
 */
final class Retries {

  private final RpcPeers peers;
  private final Deadlines deadlines;
  private final Function<String, List<ServerInfo>> serversByType;
  private final Backlog backlog;
  private final Set<Promise<Object>> waiting = new HashSet<>();
  private boolean closed;

  Retries(RpcPeers peers, Deadlines deadlines, Function<String, List<ServerInfo>> serversByType) {
    this.peers = peers;
    this.deadlines = deadlines;
    this.serversByType = serversByType;
    this.backlog = new Backlog(peers, deadlines);
  }

  /** Takes over a view: calls that were kept for a server that is back go out. */
  void view() {
    backlog.resend();
  }

  /** Ends the calls that wait for another attempt, and drops those that were kept. */
  void close(String reason) {
    closed = true; // first: what fails now asks for its next attempt
    backlog.close();
    var all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(promise -> promise.fail(new LinkException(Links.PEER_LEFT, "a retry: " + reason)));
  }

  /** Calls; the first attempt may take {@code left} milliseconds. */
  Future<Object> call(RpcCall call, long left) {
    RpcOptions options = call.settings();
    if (options.getFailMode() == FailMode.FAIL_FAST || !isIdempotent(call)) {
      return peers.call(call, left);
    }
    call.snapshot();
    return peers.call(call, left).recover(failure -> {
      if (!isOfTheWay(failure)) {
        return Future.failedFuture(failure);
      }
      return switch (options.getFailMode()) {
        case FAIL_OVER -> failOver(call, failure, others(call), options.getRetries());
        case FAIL_SAFE -> again(call, failure, 1);
        case FAIL_FAST -> Future.failedFuture(failure);
        case FAIL_BACK -> {
          backlog.keep(call);
          yield Future.failedFuture(failure);
        }
      };
    });
  }

  private static boolean isIdempotent(RpcCall call) {
    RpcOptions options = call.settings();
    return options.isIdempotent() || options.getIdempotentMethods().contains(call.subject());
  }

  /** Whether a server was not reached or did not answer; what one answered is its last word. */
  static boolean isOfTheWay(Throwable failure) {
    if (!(failure instanceof LinkException link)) {
      return false;
    }
    int code = link.failureCode();
    return code == Links.UNKNOWN_PEER || code == Links.PEER_LEFT || code == Links.NO_ANSWER;
  }

  /** The other servers of the type as they run now, from the one behind the first on. */
  private Iterator<String> others(RpcCall call) {
    var others = new ArrayList<String>();
    if (!call.isAddressed()) {
      int behind = 0;
      for (ServerInfo server : serversByType.apply(call.serverType())) {
        if (server.getId().compareTo(call.serverId()) > 0) {
          others.add(behind++, server.getId());
        } else if (!server.getId().equals(call.serverId())) {
          others.add(server.getId());
        }
      }
    }
    return others.iterator();
  }

  private Future<Object> failOver(RpcCall call, Throwable last, Iterator<String> others, int left) {
    if (left == 0 || !others.hasNext() || !isOfTheWay(last)) {
      return Future.failedFuture(last);
    }
    call.redirect(others.next());
    return peers.call(call, call.timeout())
      .recover(failure -> failOver(call, failure, others, left - 1));
  }

  private Future<Object> again(RpcCall call, Throwable last, int attempt) {
    if (closed || attempt > call.settings().getRetries() || !isOfTheWay(last)) {
      return Future.failedFuture(last);
    }
    Promise<Object> promise = Promise.promise();
    waiting.add(promise);
    deadlines.after(attempt * call.settings().getRetryDelay(), () -> {
      waiting.remove(promise);
      peers.call(call, call.timeout()).onComplete(promise);
    });
    return promise.future().recover(failure -> again(call, failure, attempt + 1));
  }
}
