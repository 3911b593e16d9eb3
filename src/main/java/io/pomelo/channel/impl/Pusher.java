package io.pomelo.channel.impl;

import io.pomelo.channel.Member;
import io.pomelo.channel.PushOptions;
import io.pomelo.channel.PushResult;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.JsonBody;
import io.pomelo.protocol.Message;
import io.pomelo.protocol.WireText;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends one frame to each frontend a push concerns, and gathers what became of it. Confined to the
 * server's context.
 */
final class Pusher {

  private static final Logger LOG = System.getLogger("pomelo.channel");

  private static final byte[] NOTHING = {};

  private final Links links;
  private final long timeout;

  Pusher(Links links, long timeout) {
    this.links = links;
    this.timeout = timeout;
  }

  /** Pushes to users by frontend; nobody is a success. */
  Future<PushResult> push(String route, Object msg, PushOptions options,
    Map<String, Set<Object>> byFrontend) {
    byte[] body;
    byte[] extras;
    try {
      body = body(route, msg);
      extras = extras(options);
    } catch (IllegalArgumentException | EncodeException e) {
      return Future.failedFuture(e);
    }
    var answers = new ArrayList<Future<PushResult>>(byFrontend.size());
    byFrontend.forEach((frontendId, uids) -> {
      var frame = Payload.write(64 + body.length + extras.length + 16 * uids.size())
        .putText(route).putBytes(body).putBytes(extras).putLong(uids.size());
      uids.forEach(frame::putUid);
      answers.add(ask(frontendId, LinkOp.PUSH, frame));
    });
    return gather(answers, "all uids push message fail");
  }

  /** Pushes to all sessions of some frontends; no frontend is a success. */
  Future<PushResult> broadcast(String route, Object msg, PushOptions options,
    Collection<ServerInfo> frontends) {
    byte[] body;
    byte[] extras;
    try {
      body = body(route, msg);
      extras = extras(options);
    } catch (IllegalArgumentException | EncodeException e) {
      return Future.failedFuture(e);
    }
    var answers = new ArrayList<Future<PushResult>>(frontends.size());
    for (ServerInfo frontend : frontends) {
      var frame = Payload.write(64 + body.length + extras.length)
        .putText(route).putBytes(body).putBytes(extras).putFlag(options.isBinded());
      answers.add(ask(frontend.getId(), LinkOp.BROADCAST, frame));
    }
    return gather(answers, "broadcast fails");
  }

  private static byte[] body(String route, Object msg) {
    if (route == null || WireText.encodedLength(route) > Message.MAX_ROUTE_LENGTH) {
      throw new IllegalArgumentException("route of a push: " + route
        + " (expected: text of at most " + Message.MAX_ROUTE_LENGTH + " bytes)");
    }
    if (JsonBody.isFalsy(msg)) {
      throw new IllegalArgumentException("can not send empty message: " + msg
        + " (expected: a message other than null, false, 0 and \"\")");
    }
    return JsonBody.encode(msg);
  }

  /** What selectors and filters of the frontends see; nothing in most pushes. */
  private static byte[] extras(PushOptions options) {
    return options.getUserOptions() == null && options.getFilterParam() == null ? NOTHING
      : Json.encodeToBuffer(options.toJson()).getBytes();
  }

  /** Asks one frontend; one that cannot be asked is a result too. */
  private Future<PushResult> ask(String frontendId, LinkOp op, Payload frame) {
    return links.request(frontendId, op, frame.toBytes(), timeout)
      .map(answer -> result(frontendId, Payload.read(answer)))
      .otherwise(failure -> {
        LOG.log(Level.WARNING, "push to {0} failed: {1}", frontendId, failure.getMessage());
        var failed = new PushResult();
        failed.getFailedFrontends().add(frontendId);
        return failed;
      });
  }

  private static PushResult result(String frontendId, Payload answer) {
    var result = new PushResult().setQueued(answer.getInt());
    for (int rest = answer.getInt(); rest > 0; rest--) {
      result.getOffline().add(new Member(answer.getUid(), frontendId));
    }
    return result;
  }

  private static Future<PushResult> gather(List<Future<PushResult>> answers, String allFailed) {
    return Future.all(answers).compose(all -> {
      var sum = new PushResult();
      for (Future<PushResult> answer : answers) {
        PushResult part = answer.result();
        sum.setQueued(sum.getQueued() + part.getQueued());
        sum.getOffline().addAll(part.getOffline());
        sum.getFailedFrontends().addAll(part.getFailedFrontends());
      }
      return !answers.isEmpty() && sum.getFailedFrontends().size() == answers.size()
        ? Future.failedFuture(new IllegalStateException(allFailed + ": "
          + sum.getFailedFrontends()))
        : Future.succeededFuture(sum);
    });
  }
}
