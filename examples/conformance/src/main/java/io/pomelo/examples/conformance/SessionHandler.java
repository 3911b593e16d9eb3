package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.session.BackendSession;
import io.pomelo.session.SessionService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code chat.sessionHandler}: sessions as a backend sees them (page, section 4.3). */
public final class SessionHandler {

  private final Application app;

  SessionHandler(Application app) {
    this.app = app;
  }

  /** Answers the session as this request sees it. */
  public Future<JsonObject> whoami(JsonObject msg, BackendSession session) {
    return Page.done(SessionView.whoami(session).put("at", app.getServerId()));
  }

  /** Sets one value. */
  public Future<JsonObject> set(JsonObject msg, BackendSession session) {
    return SessionView.set(msg, session);
  }

  /** Sets and pushes several values. */
  public Future<JsonObject> setAll(JsonObject msg, BackendSession session) {
    return SessionView.setAll(msg, session);
  }

  /** Binds the session. */
  public Future<JsonObject> bind(JsonObject msg, BackendSession session) {
    return outcome(session.bind(msg.getValue("uid")), session);
  }

  /** Unbinds the session. */
  public Future<JsonObject> unbind(JsonObject msg, BackendSession session) {
    return outcome(session.unbind(msg.getValue("uid")), session);
  }

  private static Future<JsonObject> outcome(Future<Void> change, BackendSession session) {
    return change.transform(changed ->
      Page.done(Page.code(changed.succeeded() ? 200 : 409).put("uid", session.uid())));
  }

  /** Kicks a user on a connector. */
  public Future<JsonObject> kickUid(JsonObject msg, BackendSession session) {
    Object uid = msg.getValue("uid");
    return uid == null ? Page.done(Page.ok()) : app.backendSessionService()
      .kickByUid(frontend(msg, session), uid, reason(msg)).map(v -> Page.ok());
  }

  /** Kicks one session of a connector. */
  public Future<JsonObject> kickSid(JsonObject msg, BackendSession session) {
    return !(msg.getValue("sessionId") instanceof Number sid) ? Page.done(Page.ok())
      : app.backendSessionService()
        .kickBySid(frontend(msg, session), sid.longValue(), reason(msg)).map(v -> Page.ok());
  }

  /** Answers a user's sessions on a connector. */
  public Future<JsonObject> lookup(JsonObject msg, BackendSession session) {
    Object uid = msg.getValue("uid");
    if (uid == null) {
      return Page.done(Page.ok().put("count", 0).put("settings", new JsonArray()));
    }
    return app.backendSessionService().getByUid(frontend(msg, session), uid).map(found -> {
      var settings = new JsonArray();
      found.forEach(other -> settings.add(other.settings()));
      return Page.ok().put("count", found.size()).put("settings", settings);
    });
  }

  private static String frontend(JsonObject msg, BackendSession session) {
    return Page.text(msg, "frontendId", session.frontendId());
  }

  private static String reason(JsonObject msg) {
    return Page.text(msg, "reason", SessionService.DEFAULT_KICK_REASON);
  }
}
