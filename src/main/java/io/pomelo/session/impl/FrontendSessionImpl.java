package io.pomelo.session.impl;

import io.pomelo.session.FrontendSession;
import io.pomelo.session.Registration;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;

/** A snapshot on the frontend. Confined to the frontend's context. */
final class FrontendSessionImpl extends SessionSnapshot implements FrontendSession {

  private final ClientSession session;
  private final SessionVerticle sessions;

  FrontendSessionImpl(ClientSession session, SessionVerticle sessions) {
    super(session.id(), session.frontendId, session.uid(), session.settings().snapshot());
    this.session = session;
    this.sessions = sessions;
  }

  @Override
  public Future<Void> bind(Object uid) {
    return sessions.bind(id(), uid).onSuccess(v -> uid(session.uid()));
  }

  @Override
  public Future<Void> unbind(Object uid) {
    return sessions.unbind(id(), uid).onSuccess(v -> uid(null));
  }

  @Override
  Future<Void> write(JsonObject values, List<String> removed) {
    return sessions.write(id(), values, removed);
  }

  @Override
  public Registration closeHandler(String name, Handler<FrontendSession> handler) {
    return session.closeHandler(name, handler, this);
  }

  @Override
  public Registration bindHandler(Handler<FrontendSession> handler) {
    return session.bindHandler(handler);
  }

  @Override
  public Registration unbindHandler(Handler<FrontendSession> handler) {
    return session.unbindHandler(handler);
  }

  @Override
  public SocketAddress remoteAddress() {
    return session.client.remoteAddress();
  }
}
