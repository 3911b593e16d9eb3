package io.pomelo.rpc.impl;

import io.pomelo.RouteRequest;
import io.pomelo.session.Session;

/** What a route function is asked. */
record RouteQuestion(String serverType, Object routeParam, Object msg) implements RouteRequest {

  @Override
  public Session session() {
    return routeParam instanceof Session session ? session : null;
  }
}
