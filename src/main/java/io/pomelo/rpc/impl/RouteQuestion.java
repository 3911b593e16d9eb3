package io.pomelo.rpc.impl;

import io.pomelo.RouteRequest;
import io.pomelo.connector.ClientMessage;
import io.pomelo.session.Session;

/** What a route function is asked. */
record RouteQuestion(String serverType, Object routeParam, Object msg) implements RouteRequest {

  /** The body of a client's message is parsed only for a function that asks for it. */
  @Override
  public Object msg() {
    return msg instanceof ClientMessage message ? message.body() : msg;
  }

  @Override
  public Session session() {
    return routeParam instanceof Session session ? session : null;
  }
}
