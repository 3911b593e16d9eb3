package io.pomelo.examples.chat;

import io.pomelo.Application;
import io.pomelo.channel.Channel;
import io.pomelo.channel.ChannelService;
import io.pomelo.channel.Member;
import io.pomelo.examples.chat.remote.ChatRemote;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * The rooms of a chat server, each of them a channel. Confined to the chat server's context.
 */
public final class ChatRoom implements ChatRemote {

  private static final Logger LOG = System.getLogger("pomelo.examples.chat");

  private final Application app;

  /**
   * The rooms of a server.
   *
   * @param app the server
   */
  public ChatRoom(Application app) {
    this.app = app;
  }

  @Override
  public Future<List<String>> add(String uid, String frontendId, String rid) {
    Seat seat = Seat.of(uid);
    dropLost(rid);
    Channel channel = channels().getChannel(rid, true);
    if (channel.getMember(uid) != null) {
      return Future.failedFuture(seat.taken());
    }
    tell(channel, "onAdd", seat);
    channel.add(uid, frontendId);
    return get(rid);
  }

  @Override
  public Future<Void> kick(String uid, String frontendId, String rid) {
    Channel channel = channels().getChannel(rid);
    if (channel != null) {
      remove(channel, new Member(uid, frontendId));
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<List<String>> get(String rid) {
    Channel channel = channels().getChannel(rid);
    return Future.succeededFuture(channel == null ? List.of()
      : channel.getMembers().stream().map(uid -> Seat.of(uid).user()).toList());
  }

  /** A connector that died could not say who left with it. */
  private void dropLost(String rid) {
    Channel channel = channels().getChannel(rid);
    if (channel == null) {
      return;
    }
    channel.getMembers().stream()
      .map(channel::getMember)
      .filter(member -> app.getServerById(member.getSid()) == null)
      .forEach(member -> remove(channel, member));
  }

  private void remove(Channel channel, Member member) {
    if (channel.leave(member.getUid(), member.getSid())) {
      tell(channel, "onLeave", Seat.of(member.getUid()));
    }
    if (channel.getUserAmount() == 0) {
      channels().destroyChannel(channel.name());
    }
  }

  private void tell(Channel channel, String route, Seat seat) {
    if (channel.getUserAmount() > 0) {
      channel.pushMessage(route, new JsonObject().put("user", seat.user()))
        .onFailure(failure -> LOG.log(Level.WARNING, "[{0}] {1} of {2} to room {3}: {4}",
          app.getServerId(), route, seat.user(), seat.rid(), failure.getMessage()));
    }
  }

  private ChannelService channels() {
    return app.channelService();
  }
}
