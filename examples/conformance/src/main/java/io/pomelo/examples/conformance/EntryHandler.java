package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.channel.Member;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.SessionService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** {@code connector.entryHandler}: who is connected (page, section 3.4). */
public final class EntryHandler {

  private static final Logger LOG = System.getLogger("conformance.entry");

  private final Application app;

  EntryHandler(Application app) {
    this.app = app;
  }

  /** Binds the session and, if a room is named, enters it. */
  public Future<JsonObject> login(JsonObject msg, FrontendSession session) {
    Object uid = msg.getValue("uid");
    if (uid == null || uid.equals("")) {
      return Page.done(Page.code(400));
    }
    return session.bind(uid).transform(bound -> {
      if (bound.failed()) {
        return Page.done(Page.code(409));
      }
      session.closeHandler("room", this::gone);
      JsonObject answer = Page.ok().put("uid", uid).put("frontendId", session.frontendId())
        .put("sessionId", session.id());
      String room = Page.text(msg, "room", "");
      return room.isEmpty() ? Page.done(answer) : enter(room, uid, session)
        .map(users -> answer.put("users", users));
    });
  }

  private Future<Object> enter(String room, Object uid, FrontendSession session) {
    session.set("room", room);
    return session.push("room")
      .compose(v -> rooms(room).enter(new Member(uid, session.frontendId()), room))
      .map(users -> users);
  }

  private void gone(FrontendSession closed) {
    Object uid = closed.uid();
    if (uid == null || !(closed.<Object>get("room") instanceof String room)) {
      return;
    }
    boolean elsewhere = app.sessionService().getByUid(uid).stream()
      .anyMatch(other -> other.id() != closed.id());
    if (!elsewhere) {
      rooms(room).leave(new Member(uid, closed.frontendId()), room, "gone")
        .onFailure(failure -> LOG.log(Level.WARNING,
          "[{0}] session {1} did not leave room {2}: {3}", app.getServerId(), closed.id(), room,
          failure.getMessage()));
    }
  }

  private RoomRemote rooms(String room) {
    return app.rpc("chat", RoomRemote.class, room);
  }

  /** Unbinds the session. */
  public Future<JsonObject> logout(JsonObject msg, FrontendSession session) {
    return session.uid() == null ? Page.done(Page.code(404))
      : session.unbind(session.uid()).map(v -> Page.ok());
  }

  /** Answers the session as this request sees it. */
  public Future<JsonObject> whoami(JsonObject msg, FrontendSession session) {
    return Page.done(SessionView.whoami(session));
  }

  /** Sets one value. */
  public Future<JsonObject> setSession(JsonObject msg, FrontendSession session) {
    return SessionView.set(msg, session);
  }

  /** Sets and pushes several values. */
  public Future<JsonObject> setAll(JsonObject msg, FrontendSession session) {
    return SessionView.setAll(msg, session);
  }

  /** Kicks the asking session; whether the answer still arrives is left open. */
  public Future<JsonObject> kickSelf(JsonObject msg, FrontendSession session) {
    return app.sessionService().kickBySessionId(session.id(), reason(msg)).map(v -> Page.ok());
  }

  /** Kicks a user on this connector. */
  public Future<JsonObject> kickUid(JsonObject msg, FrontendSession session) {
    Object uid = msg.getValue("uid");
    return uid == null ? Page.done(Page.ok())
      : app.sessionService().kick(uid, reason(msg)).map(v -> Page.ok());
  }

  /** Counts a user's sessions on this connector. */
  public Future<JsonObject> sessions(JsonObject msg, FrontendSession session) {
    Object uid = msg.getValue("uid");
    int count = uid == null ? 0 : app.sessionService().getByUid(uid).size();
    return Page.done(Page.ok().put("count", count));
  }

  private static String reason(JsonObject msg) {
    return Page.text(msg, "reason", SessionService.DEFAULT_KICK_REASON);
  }
}
