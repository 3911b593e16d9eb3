package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceProxyBuilder;
import java.lang.reflect.Method;
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

  private final Vertx vertx;
  private final String serverId;
  private final long incarnation;
  private final DeliveryOptions options;
  private final PendingRequests<Object> pending;
  private final Map<Class<?>, Object> proxies = new HashMap<>();

  RemotePeer(Vertx vertx, ServerInfo server, Deadlines deadlines, DeliveryOptions options) {
    this.vertx = vertx;
    this.serverId = server.getId();
    this.incarnation = server.getIncarnation();
    this.options = options;
    this.pending = new PendingRequests<>(serverId, deadlines);
  }

  String serverId() {
    return serverId;
  }

  long incarnation() {
    return incarnation;
  }

  /** Calls; the future ends by the answer, the deadline or {@link #close}. */
  Future<Object> call(RemoteType type, Method method, Object[] args, long timeout) {
    if (!RemoteType.answers(method)) {
      return type.call(proxy(type.service()), method, args).mapEmpty();
    }
    String subject = type.name() + '.' + method.getName();
    if (pending.size() >= MAX_CALLS) {
      return LinkException.fail(Links.NO_ANSWER, subject + " to " + serverId + ": "
        + pending.size() + " calls wait for their answers (expected: fewer than " + MAX_CALLS
        + ")");
    }
    var opened = pending.open(subject, timeout);
    type.call(proxy(type.service()), method, args).onComplete(result -> {
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

  private Object proxy(Class<?> service) {
    return proxies.computeIfAbsent(service, type -> new ServiceProxyBuilder(vertx)
      .setAddress(BusAddress.rpc(serverId, incarnation, type)).setOptions(options).build(type));
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
}
