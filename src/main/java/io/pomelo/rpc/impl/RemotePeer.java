package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceProxyBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * One run of one server as the target of typed calls: its generated proxies and the calls it has
 * still to answer.
 *
 * <p>Confined to the server's context.
 */
final class RemotePeer {

  /** How many typed calls to one server may wait for their answers. */
  static final int MAX_CALLS = 10_000;

  /** By how much the bus waits longer than the deadline at least, in milliseconds. */
  private static final long BUS_GRACE_MILLIS = 1_000;
  private static final long MAX_TIMEOUT = Integer.MAX_VALUE; // over three weeks

  private final Vertx vertx;
  private final String serverId;
  private final long incarnation;
  private final PendingRequests<Object> pending;
  private final Map<ProxyKey, Object> proxies = new HashMap<>();

  RemotePeer(Vertx vertx, ServerInfo server, Deadlines deadlines) {
    this.vertx = vertx;
    this.serverId = server.getId();
    this.incarnation = server.getIncarnation();
    this.pending = new PendingRequests<>(serverId, deadlines);
  }

  String serverId() {
    return serverId;
  }

  long incarnation() {
    return incarnation;
  }

  /** How many calls wait for an answer. */
  int active() {
    return pending.size();
  }

  /** Calls; the future ends by the answer, the deadline or {@link #close}. */
  Future<Object> call(RpcCall call, long timeout) {
    if (!call.answers()) {
      return call.send(this).mapEmpty();
    }
    String subject = call.subject();
    if (pending.size() >= MAX_CALLS) {
      return LinkException.fail(Links.NO_ANSWER, subject + " to " + serverId + ": "
        + pending.size() + " calls wait for their answers (expected: fewer than " + MAX_CALLS
        + ")");
    }
    var opened = pending.open(subject, timeout);
    call.send(this).onComplete(result -> {
      if (result.succeeded()) {
        pending.complete(opened.id(), result.result());
      } else {
        pending.fail(opened.id(), failure(subject, timeout, result.cause()));
      }
    });
    return opened.future();
  }

  /** Fails what waits for an answer. */
  void close(String reason) {
    pending.failAll(Links.PEER_LEFT, reason);
  }

  /** The generated proxy for calls of at most that many milliseconds. */
  Object proxy(Class<?> service, long timeout) {
    return proxies.computeIfAbsent(new ProxyKey(service, busTimeout(timeout)), key ->
      new ServiceProxyBuilder(vertx).setAddress(address(BusAddress.serviceName(service)))
        .setOptions(new DeliveryOptions().setSendTimeout(key.timeout)).build(service));
  }

  /** Sends what a generated proxy would send. */
  Future<Object> request(String service, String method, JsonObject args, long timeout) {
    return vertx.eventBus().request(address(service), args, new DeliveryOptions()
      .setSendTimeout(busTimeout(timeout)).addHeader("action", method)).map(Message::body);
  }

  private String address(String service) {
    return BusAddress.rpc(serverId, incarnation, service);
  }

  /** Longer than the deadline, which shall be the first, and one of a few for few proxies. */
  private static long busTimeout(long timeout) {
    return 2 * Long.highestOneBit(Math.min(timeout, MAX_TIMEOUT)) + BUS_GRACE_MILLIS;
  }

  /** A failure of the bus as one of ours; what the remote answered stays as it is. */
  private Throwable failure(String subject, long timeout, Throwable cause) {
    if (cause instanceof ServiceException answered) {
      return LinkFailure.received(answered);
    }
    if (!(cause instanceof ReplyException bus)) {
      return cause;
    }
    if (bus.failureType() == ReplyFailure.NO_HANDLERS) {
      return new LinkException(Links.UNKNOWN_PEER, subject + " to " + serverId
        + ": nobody listens (expected: a remote registered on that server)");
    }
    return new LinkException(Links.NO_ANSWER, subject + " to " + serverId + ": "
      + (bus.failureType() == ReplyFailure.TIMEOUT
        ? "no answer (expected: within " + timeout + " ms)" : bus.getMessage()));
  }

  private record ProxyKey(Class<?> service, long timeout) {
  }
}
