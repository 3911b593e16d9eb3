package io.pomelo.session.impl;

import io.pomelo.session.FrontendSession;
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
  public void closeHandler(String name, Handler<FrontendSession> handler) {
    session.closeHandler(name, handler, this);
  }

  @Override
  public void bindHandler(Handler<FrontendSession> handler) {
    session.bindHandler(handler);
  }

  @Override
  public void unbindHandler(Handler<FrontendSession> handler) {
    session.unbindHandler(handler);
  }

  @Override
  public SocketAddress remoteAddress() {
    return session.client.remoteAddress();
  }
}
