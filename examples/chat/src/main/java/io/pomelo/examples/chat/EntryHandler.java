package io.pomelo.examples.chat;

import io.pomelo.Application;
import io.pomelo.RequestException;
import io.pomelo.examples.chat.remote.ChatRemote;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The door of the rooms: the clients of a connector come in, and go, here. Confined to the
 * connector's context.
 */
public final class EntryHandler {

  private final Application app;

  /**
   * The handler of a server.
   *
   * @param app the server
   */
  public EntryHandler(Application app) {
    this.app = app;
  }

  /**
   * What {@link #enter} is asked.
   *
   * @param username the name to be seen by
   * @param rid the room
   */
  public record Enter(String username, String rid) {
  }

  /**
   * Handles {@code connector.entryHandler.enter}: binds the client to {@code username*rid} and lets
   * it into the room.
   *
   * @param msg name and room, 1 to {@link Seat#MAX_NAME} characters without {@code *}
   * @param session the client
   * @return {@code {code: 200, user, rid, users}} with the names as they were taken; fails with 400
   *     when a name will not do, and 409 when somebody in the room has it or the client is in one
   */
  public Future<JsonObject> enter(Enter msg, FrontendSession session) {
    Seat seat = Seat.of(msg.username(), msg.rid());
    if (session.uid() != null) {
      return Future.failedFuture(new RequestException(409, "already in a room (expected: one that"
        + " was left before another is entered)"));
    }
    // The room decides who is in it, but this connector must not have two of a uid even for a
    // moment: both would get what is sent to the one.
    if (!app.sessionService().getByUid(seat.uid()).isEmpty()) {
      return Future.failedFuture(seat.taken());
    }
    // The client may go at any moment from here on: whoever got in by then leaves, and a client who
    // was refused takes nobody else with it.
    Promise<List<String>> entered = Promise.promise();
    session.closeHandler(seat.uid(), gone -> entered.future().onSuccess(users -> leave(seat)));
    return session.bind(seat.uid())
      .compose(v -> session.set("rid", seat.rid()).push("rid"))
      .compose(v -> chat(seat).add(seat.uid(), app.getServerId(), seat.rid()))
      .onComplete(entered)
      .map(users -> new JsonObject().put("code", 200).put("user", seat.user())
        .put("rid", seat.rid()).put("users", users))
      .recover(refused -> forget(session, seat).transform(v -> Future.failedFuture(refused)));
  }

  /**
   * Handles {@code connector.entryHandler.leave}: the client leaves its room, stays connected and
   * may enter another.
   *
   * @param msg nothing
   * @param session the client
   * @return {@code {code: 200}}, also for a client that is in no room
   */
  public Future<JsonObject> leave(JsonObject msg, FrontendSession session) {
    Future<Void> left = Future.succeededFuture();
    if (session.uid() != null) {
      Seat seat = Seat.of(session.uid());
      left = leave(seat).eventually(() -> forget(session, seat));
    }
    return left.map(v -> new JsonObject().put("code", 200));
  }

  private Future<Void> leave(Seat seat) {
    return chat(seat).kick(seat.uid(), app.getServerId(), seat.rid());
  }

  private Future<Void> forget(FrontendSession session, Seat seat) {
    session.closeHandler(seat.uid(), null);
    return session.unbind(seat.uid()).compose(v -> session.remove("rid").push("rid"));
  }

  private ChatRemote chat(Seat seat) {
    return app.rpc("chat", ChatRemote.class, seat.rid());
  }
}
