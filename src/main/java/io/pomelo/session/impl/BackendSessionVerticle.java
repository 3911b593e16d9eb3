package io.pomelo.session.impl;

import io.pomelo.Component;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.session.BackendSession;
import io.pomelo.session.BackendSessionService;
import io.pomelo.session.Registration;
import io.pomelo.session.Session;
import io.pomelo.session.SessionTransfer;
import io.pomelo.session.Uid;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Asks frontends about their sessions (pomelo
 * {@code lib/common/service/backendSessionService.js}). Confined to the server's context.
 */
public final class BackendSessionVerticle
  implements Component, BackendSessionService, SessionTransfer {

  /** How long a frontend may take to answer, in milliseconds. */
  public static final long DEFAULT_TIMEOUT = 10_000;

  private final Links links;
  private final SessionWatches watches;

  /**
   * A service that asks over links.
   *
   * @param self this server
   * @param links the links of this server
   * @param deadlines the server's
   */
  public BackendSessionVerticle(ServerInfo self, Links links, Deadlines deadlines) {
    this.links = links;
    this.watches = new SessionWatches(self, links, deadlines, this);
  }

  /**
   * Takes over a view of the cluster.
   *
   * @param servers the running servers
   */
  public void view(List<ServerInfo> servers) {
    watches.view(servers);
  }

  SessionWatches watches() {
    return watches;
  }

  @Override
  public String name() {
    return "__backendSession__";
  }

  @Override
  public Future<?> deploy(Context context) {
    watches.register(context);
    return Future.succeededFuture();
  }

  @Override
  public Future<BackendSession> get(String frontendId, long sid) {
    return ask(frontendId, LinkOp.SESSION_GET, Payload.write(16).putLong(sid))
      .map(answer -> answer.getFlag() ? SessionExport.read(frontendId, answer, this) : null);
  }

  @Override
  public Future<List<BackendSession>> getByUid(String frontendId, Object uid) {
    return withUid(uid, question -> ask(frontendId, LinkOp.SESSION_GET_BY_UID, question)
      .map(answer -> {
        int count = answer.getInt();
        List<BackendSession> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          found.add(SessionExport.read(frontendId, answer, this));
        }
        return found;
      }));
  }

  @Override
  public Future<Void> kickBySid(String frontendId, long sid, String reason) {
    return ask(frontendId, LinkOp.SESSION_KICK, Payload.write(32).putLong(sid).putText(reason))
      .mapEmpty();
  }

  @Override
  public Future<Void> kickByUid(String frontendId, Object uid, String reason) {
    return withUid(uid, question ->
      ask(frontendId, LinkOp.SESSION_KICK_UID, question.putText(reason)).mapEmpty());
  }

  @Override
  public Registration closeHandler(String frontendId, long sid, String name,
    Handler<BackendSession> handler) {
    return watches.add(new BackendSessionImpl(sid, frontendId, null, Settings.empty(), this), name,
      handler);
  }

  Future<Void> bind(String frontendId, long sid, Object uid) {
    return withUid(uid, Payload.write(32).putLong(sid), question ->
      ask(frontendId, LinkOp.SESSION_BIND, question).mapEmpty());
  }

  Future<Void> unbind(String frontendId, long sid, Object uid) {
    return withUid(uid, Payload.write(32).putLong(sid), question ->
      ask(frontendId, LinkOp.SESSION_UNBIND, question).mapEmpty());
  }

  Future<Void> write(String frontendId, long sid, JsonObject values, List<String> removed) {
    var question = Payload.write(128).putLong(sid).putBytes(values.toBuffer().getBytes())
      .putLong(removed.size());
    removed.forEach(question::putText);
    return ask(frontendId, LinkOp.SESSION_IMPORT, question).mapEmpty();
  }

  @Override
  public void write(Payload to, Session session) {
    SessionExport.write(to, (SessionSnapshot) session);
  }

  @Override
  public BackendSession read(String frontendId, Payload from) {
    return SessionExport.read(frontendId, from, this);
  }

  private Future<Payload> ask(String frontendId, LinkOp op, Payload question) {
    return links.request(frontendId, op, question.toBytes(), DEFAULT_TIMEOUT).map(Payload::read);
  }

  private static <T> Future<T> withUid(Object uid,
    Function<Payload, Future<T>> ask) {
    return withUid(uid, Payload.write(32), ask);
  }

  /** What cannot be a uid is refused here, before it reaches the wire. */
  private static <T> Future<T> withUid(Object uid, Payload question,
    Function<Payload, Future<T>> ask) {
    try {
      return ask.apply(question.putUid(Uid.of(uid)));
    } catch (IllegalArgumentException e) {
      return ServiceException.fail(SessionVerticle.BAD_UID, e.getMessage());
    }
  }
}
