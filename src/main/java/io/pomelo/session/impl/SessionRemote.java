package io.pomelo.session.impl;

import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What other servers may ask of a frontend's sessions (pomelo
 * {@code lib/common/remote/frontend/sessionRemote.js}). Confined to the frontend's context.
 */
public final class SessionRemote {

  private static final byte[] NOTHING = {};

  private final SessionVerticle sessions;

  private SessionRemote(SessionVerticle sessions) {
    this.sessions = sessions;
  }

  /**
   * Serves the session operations of a frontend.
   *
   * @param sessions the sessions
   * @param links where the questions come from
   */
  public static void register(SessionVerticle sessions, Links links) {
    var remote = new SessionRemote(sessions);
    sessions.register();
    links.handle(LinkOp.SESSION_GET, (from, payload) -> remote.get(Payload.read(payload)));
    links.handle(LinkOp.SESSION_GET_BY_UID, (from, payload) ->
      remote.getByUid(Payload.read(payload)));
    links.handle(LinkOp.SESSION_BIND, (from, payload) -> remote.bind(Payload.read(payload)));
    links.handle(LinkOp.SESSION_UNBIND, (from, payload) -> remote.unbind(Payload.read(payload)));
    links.handle(LinkOp.SESSION_IMPORT, (from, payload) -> remote.write(Payload.read(payload)));
    links.handle(LinkOp.SESSION_KICK, (from, payload) -> remote.kick(Payload.read(payload)));
    links.handle(LinkOp.SESSION_KICK_UID, (from, payload) ->
      remote.kickUid(Payload.read(payload)));
  }

  private Future<byte[]> get(Payload question) {
    var session = (FrontendSessionImpl) sessions.get(question.getLong());
    var answer = Payload.write(64).putFlag(session != null);
    if (session != null) {
      SessionExport.write(answer, session);
    }
    return Future.succeededFuture(answer.toBytes());
  }

  private Future<byte[]> getByUid(Payload question) {
    var found = sessions.getByUid(question.getUid());
    var answer = Payload.write(64).putLong(found.size());
    found.forEach(session -> SessionExport.write(answer, (FrontendSessionImpl) session));
    return Future.succeededFuture(answer.toBytes());
  }

  private Future<byte[]> bind(Payload question) {
    return sessions.bind(question.getLong(), question.getUid()).map(NOTHING);
  }

  private Future<byte[]> unbind(Payload question) {
    return sessions.unbind(question.getLong(), question.getUid()).map(NOTHING);
  }

  private Future<byte[]> write(Payload question) {
    long sid = question.getLong();
    var values = new JsonObject(Buffer.buffer(question.getBytes()));
    int count = question.getInt();
    List<String> removed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      removed.add(question.getText());
    }
    return sessions.write(sid, values, removed).map(NOTHING);
  }

  private Future<byte[]> kick(Payload question) {
    return sessions.kickBySessionId(question.getLong(), question.getText()).map(NOTHING);
  }

  private Future<byte[]> kickUid(Payload question) {
    return sessions.kick(question.getUid(), question.getText()).map(NOTHING);
  }
}
