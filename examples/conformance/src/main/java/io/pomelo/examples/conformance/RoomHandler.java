package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.channel.Channel;
import io.pomelo.channel.Member;
import io.pomelo.session.BackendSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code chat.roomHandler}: the room named by the session's value {@code room} (section 4.2). */
public final class RoomHandler {

  private static final int MAX_MESSAGES = 2_000;
  private static final int MAX_SIZE = 1024 * 1024;

  private final Application app;
  private final Rooms rooms;

  RoomHandler(Application app) {
    this.app = app;
    this.rooms = new Rooms(app);
  }

  /** Says something to everybody in the room, or to one of its members. */
  public Future<JsonObject> say(JsonObject msg, BackendSession session) {
    Channel room = room(session);
    if (room == null) {
      return Page.done(Page.code(404));
    }
    JsonObject said = Page.take("content", msg, new JsonObject().put("from", session.uid()))
      .put("room", room.name());
    Object target = msg.getValue("target");
    if (target == null || target.equals("*")) {
      return room.pushMessage("onChat", said).map(v -> Page.ok());
    }
    Member member = room.getMember(target);
    return member == null ? Page.done(Page.code(404))
      : app.channelService().pushMessageByUids("onChat", said, List.of(member)).map(v -> Page.ok());
  }

  /** Answers who is in the room. */
  public Future<JsonObject> members(JsonObject msg, BackendSession session) {
    return Page.done(Page.ok().put("users", Rooms.users(room(session)))
      .put("at", app.getServerId()));
  }

  /** Leaves the room. */
  public Future<JsonObject> leave(JsonObject msg, BackendSession session) {
    String name = name(session);
    if (name == null || session.uid() == null) {
      return Page.done(Page.code(404));
    }
    return rooms.leave(new Member(session.uid(), session.frontendId()), name, "left")
      .map(left -> Page.code(left ? 200 : 404));
  }

  /** Sends a numbered run of messages to everybody in the room. */
  public Future<JsonObject> burst(JsonObject msg, BackendSession session) {
    Channel room = room(session);
    if (room == null) {
      return Page.done(Page.code(404));
    }
    int n = Page.count(msg, "n", MAX_MESSAGES);
    String data = "b".repeat(Page.count(msg, "size", MAX_SIZE));
    return new Pushes(n, data.length(), i -> room
      .pushMessage("onBurst", new JsonObject().put("seq", i).put("data", data)))
      .run().map(v -> Page.ok().put("n", n));
  }

  /** Ends the room. */
  public Future<JsonObject> destroy(JsonObject msg, BackendSession session) {
    Channel room = room(session);
    if (room != null) {
      room.destroy();
    }
    return Page.done(Page.ok());
  }

  private Channel room(BackendSession session) {
    String name = name(session);
    return name == null ? null : app.channelService().getChannel(name);
  }

  private static String name(BackendSession session) {
    return session.<Object>get("room") instanceof String name ? name : null;
  }
}
