package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.channel.Channel;
import io.pomelo.channel.Member;
import io.pomelo.channel.PushResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * The rooms of a chat server. A room is a channel; a user is in it once, whatever connectors it
 * came by (page, section 4.1).
 */
final class Rooms implements RoomRemote {

  private final Application app;

  Rooms(Application app) {
    this.app = app;
  }

  @Override
  public Future<JsonArray> enter(Member user, String room) {
    Channel channel = app.channelService().getChannel(room, true);
    if (channel.getMember(user.getUid()) != null) {
      return Page.done(users(channel));
    }
    Future<PushResult> told = tell(channel, "onJoin", user.getUid(), null);
    channel.add(user.getUid(), user.getSid());
    JsonArray users = users(channel);
    // A frontend that cannot be told keeps nobody out.
    return told.transform(v -> Page.done(users));
  }

  @Override
  public Future<Boolean> leave(Member user, String room, String how) {
    Channel channel = app.channelService().getChannel(room);
    Member member = channel == null ? null : channel.getMember(user.getUid());
    if (member == null) {
      return Page.done(false);
    }
    channel.leave(member.getUid(), member.getSid());
    return tell(channel, "onLeave", member.getUid(), how).transform(v -> Page.done(true));
  }

  private static Future<PushResult> tell(Channel channel, String route, Object uid, String how) {
    if (channel.getUserAmount() == 0) {
      return Page.done(new PushResult());
    }
    JsonObject event = new JsonObject().put("user", uid).put("room", channel.name());
    return channel.pushMessage(route, how == null ? event : event.put("how", how));
  }

  /** The uids in a room, sorted; none when there is no such room. */
  static JsonArray users(Channel channel) {
    return channel == null ? new JsonArray() : new JsonArray(Page.sorted(channel.getMembers()));
  }
}
