package io.pomelo.channel.impl;

import io.pomelo.Component;
import io.pomelo.channel.Channel;
import io.pomelo.channel.ChannelOptions;
import io.pomelo.channel.ChannelService;
import io.pomelo.channel.Member;
import io.pomelo.channel.PushOptions;
import io.pomelo.channel.PushResult;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.Links;
import io.pomelo.session.BackendSessionService;
import io.pomelo.session.Uid;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The channels of a server. Confined to the server's context. */
public final class ChannelVerticle implements Component, ChannelService {

  /** How long a frontend may take to take a push, in milliseconds. */
  public static final long DEFAULT_TIMEOUT = 10_000;

  private static final Logger LOG = System.getLogger("pomelo.channel");

  private final Function<String, List<ServerInfo>> serversByType;
  private final Pusher pusher;
  /** Null when members stay. */
  private final AutoLeave autoLeave;
  private final Map<String, ChannelImpl> channels = new HashMap<>();

  /**
   * A service without channels.
   *
   * @param serversByType the running servers of a type
   * @param links where pushes go
   * @param options how channels behave
   * @param sessions tells of the end of members' sessions
   */
  public ChannelVerticle(Function<String, List<ServerInfo>> serversByType, Links links,
    ChannelOptions options, BackendSessionService sessions) {
    this.autoLeave = options.isAutoLeave() ? new AutoLeave(sessions) : null;
    this.serversByType = serversByType;
    this.pusher = new Pusher(links, DEFAULT_TIMEOUT);
  }

  @Override
  public String name() {
    return "__channel__";
  }

  @Override
  public Future<?> deploy(Context context) {
    return Future.succeededFuture();
  }

  @Override
  public Channel createChannel(String name) {
    return getChannel(name, true);
  }

  @Override
  public Channel getChannel(String name, boolean create) {
    ChannelImpl channel = channels.get(name);
    if (channel == null && create) {
      channel = new ChannelImpl(name, this);
      channels.put(name, channel);
    }
    return channel;
  }

  @Override
  public void destroyChannel(String name) {
    ChannelImpl channel = channels.get(name);
    if (channel != null) {
      channel.destroy();
    }
  }

  void added(ChannelImpl channel, Object uid, String frontendId) {
    if (autoLeave != null) {
      autoLeave.watch(channel, uid, frontendId);
    }
  }

  /** Frees the name, unless a newer channel has it (H14). */
  void forget(ChannelImpl channel) {
    channels.remove(channel.name(), channel);
  }

  Future<PushResult> push(String route, Object msg, PushOptions options,
    Map<String, Set<Object>> byFrontend) {
    return pusher.push(route, msg, options, byFrontend);
  }

  @Override
  public Future<PushResult> pushMessageByUids(String route, Object msg, List<Member> members,
    PushOptions options) {
    if (members == null || members.isEmpty()) {
      return Future.failedFuture(new IllegalArgumentException("uids should not be empty"));
    }
    var byFrontend = new LinkedHashMap<String, Set<Object>>();
    for (Member member : members) {
      if (member.getSid() == null || !Uid.isUid(member.getUid())) {
        LOG.log(Level.WARNING, "push {0}: skipped member {1} (expected: uid and sid)", route,
          member);
        continue;
      }
      byFrontend.computeIfAbsent(member.getSid(), sid -> new LinkedHashSet<>())
        .add(Uid.orSame(member.getUid()));
    }
    return pusher.push(route, msg, options, byFrontend);
  }

  @Override
  public Future<PushResult> broadcast(String frontendType, String route, Object msg,
    PushOptions options) {
    List<ServerInfo> frontends = serversByType.apply(frontendType).stream()
      .filter(ServerInfo::isFrontend).toList();
    return pusher.broadcast(route, msg, options, frontends);
  }
}
