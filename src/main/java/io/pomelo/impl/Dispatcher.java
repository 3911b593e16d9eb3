package io.pomelo.impl;

import io.pomelo.Request;
import io.pomelo.connector.Client;
import io.pomelo.connector.ClientMessage;
import io.pomelo.impl.RequestOrder.Turn;
import io.pomelo.session.SessionService;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The way of a client's message through its frontend: global filters, then the handler here or on
 * the server it is routed to, then the answer, then the global after filters (pomelo
 * {@code lib/components/server.js}). Confined to the frontend's context.
 */
final class Dispatcher {

  private static final Logger LOG = System.getLogger("pomelo.dispatch");

  private final String serverId;
  private final String serverType;
  private final SessionService sessions;
  private final FilterChain filters;
  private final Function<Request, ? extends Future<?>> errorHandler;
  private final HandlerService handlers;
  private final Forwarder forwarder;
  private final Answer answers;
  private final UserCalls users;
  private final Requests requests;
  private final RequestDeadlines deadlines;
  private final Predicate<String> types;
  private final RequestOrder order = new RequestOrder();

  Dispatcher(String serverId, String serverType, SessionService sessions, FilterChain filters,
    Function<Request, ? extends Future<?>> errorHandler, HandlerService handlers,
    Forwarder forwarder, Answer answers, UserCalls users, Requests requests,
    RequestDeadlines deadlines, Predicate<String> types) {
    this.serverId = serverId;
    this.serverType = serverType;
    this.sessions = sessions;
    this.filters = filters;
    this.errorHandler = errorHandler;
    this.handlers = handlers;
    this.forwarder = forwarder;
    this.answers = answers;
    this.users = users;
    this.requests = requests;
    this.deadlines = deadlines;
    this.types = types;
  }

  /** Takes a message of a client that works. */
  void message(Client client, ClientMessage message) {
    if (requests.isDraining() || !requests.begin(client.id(), message.size())) {
      LOG.log(Level.DEBUG, "[{0}] {1} refused: client {2} has {3} requests or {4} bytes of them "
        + "open, or the server stops", serverId, message.route(), client.id(), Requests.MAX_OPEN,
        Requests.MAX_OPEN_BYTES);
      refuse(client, message);
      return;
    }
    var request = new RequestImpl(message, sessions.get(client.id()));
    order.take(client.id(), turn ->
      dispatch(client, request, turn).onComplete(v ->
        requests.end(client.id(), message.size())));
  }

  private void refuse(Client client, ClientMessage message) {
    if (!requests.isDraining()) {
      client.mark();
    }
    if (message.id() != 0) {
      client.respond(message.id(), message.route(), Answer.INTERNAL_ERROR);
    }
  }

  private Future<Void> dispatch(Client client, RequestImpl request, Turn turn) {
    String type = typeOf(request.route());
    Future<Void> handled;
    if (type == null) {
      handled = Future.failedFuture(new UnknownRouteException("route: " + request.route()
        + " (expected: serverType.handler.method)"));
    } else if (deadlines.left(request) <= 0) { // it waited for its turn all the time
      handled = Future.failedFuture(deadlines.expired(request, "the request before"));
    } else {
      handled = deadlines.within(request, "a global before filter", filters.before(request, users))
        .transform(passed -> passed.failed()
          ? refused(request, passed.cause()) : handle(type, request, turn));
    }
    return handled.transform(result -> {
      if (result.failed()) {
        request.failure(result.cause());
      }
      return finish(client, request, turn);
    });
  }

  private Future<Void> refused(RequestImpl request, Throwable cause) {
    request.over();
    request.failure(cause);
    return deadlines.withinGrace(request, "the global error handler",
      HandlerService.recover(request, errorHandler, users));
  }

  private Future<Void> handle(String type, RequestImpl request, Turn turn) {
    if (type.equals(serverType)) {
      return handlers.handle(request, turn);
    }
    return types.test(type) ? forwarder.forward(type, request, turn)
      : Future.failedFuture(new UnknownRouteException("route: " + request.route()
        + " (expected: the type of a server)"));
  }

  private Future<Void> finish(Client client, RequestImpl request, Turn turn) {
    turn.end();
    if (request.failure() instanceof UnknownRouteException) {
      client.mark();
    }
    byte[] answer = request.answer() != null ? request.answer() : answers.of(request);
    if (!request.isNotify()) {
      client.respond(request.message().id(), request.route(), answer);
    }
    return after(request);
  }

  /** The answer has left: nobody but the log can hear of a filter that fails now. */
  private Future<Void> after(RequestImpl request) {
    Throwable answered = request.failure();
    return deadlines.withinGrace(request, "a global after filter", filters.after(request, users))
      .onSuccess(v -> {
        if (request.failure() != null && request.failure() != answered) {
          LOG.log(Level.ERROR, "[" + serverId + "] a global after filter of " + request.route()
            + " failed", request.failure());
        }
      });
  }

  /** The server type of a route of exactly three parts, else null. */
  private static String typeOf(String route) {
    int first = route.indexOf('.');
    int second = route.indexOf('.', first + 1);
    boolean threeParts = first > 0 && second > first + 1 && second < route.length() - 1
      && route.indexOf('.', second + 1) < 0;
    return threeParts ? route.substring(0, first) : null;
  }
}
