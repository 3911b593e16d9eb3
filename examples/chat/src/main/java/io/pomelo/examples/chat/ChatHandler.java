package io.pomelo.examples.chat;

import io.pomelo.Application;
import io.pomelo.RequestException;
import io.pomelo.channel.Channel;
import io.pomelo.channel.ChannelService;
import io.pomelo.channel.Member;
import io.pomelo.session.BackendSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What is said in the rooms. Confined to the chat server's context.
 */
public final class ChatHandler {

  /** How long a message may be, in UTF-16 units. */
  public static final int MAX_CONTENT = 2_000;

  private static final String EVERYBODY = "*";

  private final Application app;

  /**
   * The handler of a server.
   *
   * @param app the server
   */
  public ChatHandler(Application app) {
    this.app = app;
  }

  /**
   * What {@link #send} is asked.
   *
   * @param content the text
   * @param target the name of one, or {@code *} for everybody in the room
   */
  public record Send(String content, String target) {
  }

  /**
   * Handles {@code chat.chatHandler.send}: pushes {@code onChat {from, msg, target}} to everybody
   * in the sender's room, the sender included, or to one of them and nobody else.
   *
   * @param msg text and target
   * @param session the sender
   * @return {@code {code: 200}} when it is on its way; fails with 400 when there is no text or too
   *     much of it, 403 when the sender is in no room, 404 when nobody there has the target's name
   */
  public Future<JsonObject> send(Send msg, BackendSession session) {
    String content = msg.content() == null ? "" : msg.content();
    if (content.isBlank() || content.length() > MAX_CONTENT) {
      throw new RequestException(400, "a message of " + content.length() + " characters (expected:"
        + " 1 to " + MAX_CONTENT + ", not all blank)");
    }
    String rid = session.get("rid");
    ChannelService channels = app.channelService();
    Channel channel = rid == null ? null : channels.getChannel(rid);
    if (channel == null || channel.getMember(session.uid()) == null) {
      throw new RequestException(403, "in no room (expected: enter one first)");
    }
    var push = new JsonObject()
      .put("from", Seat.of(session.uid()).user())
      .put("msg", content)
      .put("target", msg.target());
    if (EVERYBODY.equals(msg.target())) {
      return channel.pushMessage("onChat", push).map(ChatHandler::sent);
    }
    Member member = channel.getMember(new Seat(msg.target(), rid).uid());
    if (member == null) {
      throw nobody(msg.target());
    }
    return channels.pushMessageByUids("onChat", push, List.of(member)).map(result -> {
      if (result.getQueued() == 0) {
        throw nobody(msg.target());
      }
      return sent(result);
    });
  }

  private static JsonObject sent(Object result) {
    return new JsonObject().put("code", 200);
  }

  private static RequestException nobody(String target) {
    return new RequestException(404, "nobody in this room is called " + target);
  }
}
