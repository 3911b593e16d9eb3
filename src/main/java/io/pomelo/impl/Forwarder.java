package io.pomelo.impl;

import io.pomelo.RequestException;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.ClientMessage;
import io.pomelo.impl.RequestOrder.Turn;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.rpc.Router;
import io.pomelo.session.SessionTransfer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.serviceproxy.ServiceException;

/**
 * Carries a client's request to the server that handles it, and serves those that other frontends
 * carry here (pomelo {@code lib/common/remote/backend/msgRemote.js}). The body travels as the
 * client sent it, the answer as the bytes the client gets. Confined to the server's context.
 */
final class Forwarder {

  /** How much longer than the handling server the frontend waits, in milliseconds. */
  private static final long GRACE = 1_000;

  private static final int ANSWERED = 0;
  private static final int FAILED = 1;
  private static final int UNKNOWN_ROUTE = 2;

  private final ServerInfo self;
  private final Router router;
  private final Links links;
  private final SessionTransfer sessions;
  private final HandlerService handlers;
  private final Answer answers;
  private final Requests requests;
  private final RequestDeadlines deadlines;
  private final RequestOrder order = new RequestOrder();

  Forwarder(ServerInfo self, Router router, Links links, SessionTransfer sessions,
    HandlerService handlers, Answer answers, Requests requests, RequestDeadlines deadlines) {
    this.self = self;
    this.router = router;
    this.links = links;
    this.sessions = sessions;
    this.handlers = handlers;
    this.answers = answers;
    this.requests = requests;
    this.deadlines = deadlines;
  }

  /** Asks a server of the type; the answer or the failure is in the request when this succeeds. */
  Future<Void> forward(String serverType, RequestImpl request, Turn turn) {
    return deadlines.within(request, "the route function",
        router.route(serverType, request.session(), request.message()))
      .compose(serverId -> {
        Future<byte[]> reply = links.request(serverId, LinkOp.FORWARD, write(request),
          deadlines.left(request) + GRACE);
        turn.end();
        return reply.recover(failure -> Future.failedFuture(notForClients(failure)));
      })
      .transform(reply -> {
        if (reply.failed()) {
          request.failure(reply.cause());
        } else {
          read(Payload.read(reply.result()), request);
        }
        return Future.succeededFuture();
      });
  }

  private byte[] write(RequestImpl request) {
    byte[] body = request.message().bytes();
    var frame = Payload.write(128 + body.length)
      .putLong(self.getIncarnation()).putLong(request.message().id()).putText(request.route());
    sessions.write(frame, request.session());
    return frame.putBytes(body).toBytes();
  }

  /** What the handling server's framework says of its trouble is as little for clients as ours. */
  private static Throwable notForClients(Throwable failure) {
    return failure instanceof ServiceException refused && !(failure instanceof LinkException)
      ? new LinkException(refused.failureCode(), refused.getMessage()) : failure;
  }

  private static void read(Payload reply, RequestImpl request) {
    int outcome = reply.getInt();
    if (outcome == UNKNOWN_ROUTE) {
      request.failure(new UnknownRouteException("no such handler: " + request.route()));
    } else if (outcome == FAILED) {
      request.failure(new ServiceException(reply.getInt(), reply.getText()));
    }
    request.answer(reply.getBytes());
  }

  /** Serves a request that the frontend {@code from} carried here. */
  Future<byte[]> serve(String from, Payload frame) {
    long incarnation = frame.getLong();
    int id = frame.getInt();
    String route = frame.getText();
    var session = sessions.read(from, frame);
    var key = new SessionKey(from, incarnation, session.id());
    byte[] body = frame.getBytes();
    if (!requests.begin(key, body.length)) {
      return ServiceException.fail(Links.NO_ANSWER, "session " + key + " has " + Requests.MAX_OPEN
        + " requests or " + Requests.MAX_OPEN_BYTES + " bytes of them open (expected: less)");
    }
    var request = new RequestImpl(new ClientMessage(id, route, body), session);
    Promise<byte[]> reply = Promise.promise();
    order.take(key, turn -> handlers.handle(request, turn)
      .map(v -> reply(request))
      .onComplete(result -> {
        reply.handle(result);
        requests.end(key, body.length); // behind the answer, which a stop waits for
      }));
    return reply.future();
  }

  private byte[] reply(RequestImpl request) {
    byte[] answer = answers.of(request);
    var reply = Payload.write(32 + answer.length);
    Throwable failure = request.failure();
    if (failure == null) {
      reply.putLong(ANSWERED);
    } else if (failure instanceof UnknownRouteException) {
      reply.putLong(UNKNOWN_ROUTE);
    } else {
      reply.putLong(FAILED)
        .putLong(failure instanceof ServiceException refused ? refused.failureCode()
          : RequestException.DEFAULT_CODE)
        .putText(String.valueOf(failure.getMessage()));
    }
    return reply.putBytes(answer).toBytes();
  }

  /** With the run of the frontend, which numbers its sessions anew when it comes back. */
  private record SessionKey(String frontendId, long incarnation, long sid) {

    @Override
    public String toString() {
      return sid + "@" + frontendId;
    }
  }
}
