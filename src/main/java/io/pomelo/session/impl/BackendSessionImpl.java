package io.pomelo.session.impl;

import io.pomelo.session.BackendSession;
import io.pomelo.session.Registration;
import io.pomelo.session.Uid;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A snapshot away from the frontend. Confined to the server's context. */
final class BackendSessionImpl extends SessionSnapshot implements BackendSession {

  private final BackendSessionVerticle service;

  BackendSessionImpl(long id, String frontendId, Object uid, Settings settings,
    BackendSessionVerticle service) {
    super(id, frontendId, uid, settings);
    this.service = service;
  }

  @Override
  public Future<Void> bind(Object uid) {
    return service.bind(frontendId(), id(), uid).onSuccess(v -> uid(Uid.orSame(uid)));
  }

  @Override
  public Future<Void> unbind(Object uid) {
    return service.unbind(frontendId(), id(), uid).onSuccess(v -> uid(null));
  }

  @Override
  Future<Void> write(JsonObject values, List<String> removed) {
    return service.write(frontendId(), id(), values, removed);
  }

  @Override
  public Registration closeHandler(String name, Handler<BackendSession> handler) {
    return service.watches().add(this, name, handler);
  }
}
