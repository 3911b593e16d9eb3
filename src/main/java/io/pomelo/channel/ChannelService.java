package io.pomelo.channel;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import java.util.List;

/**
 * Channels of this server, and pushes to any users (pomelo {@code ChannelService}). Channels are
 * local to the server that created them.
 *
 * <p>Confined to the server's context; futures complete there.
 */
@VertxGen
public interface ChannelService {

  /**
   * The channel of a name, created when there is none.
   *
   * @param name the name
   * @return the channel
   */
  Channel createChannel(String name);

  /**
   * The channel of a name.
   *
   * @param name the name
   * @return the channel, or null when there is none
   */
  @Nullable
  default Channel getChannel(String name) {
    return getChannel(name, false);
  }

  /**
   * The channel of a name.
   *
   * @param name the name
   * @param create whether to create it when there is none
   * @return the channel, or null when there is none and none was to be created
   */
  @Nullable
  Channel getChannel(String name, boolean create);

  /**
   * Destroys the channel of a name, see {@link Channel#destroy()}; nothing happens when there is
   * none.
   *
   * @param name the name
   */
  void destroyChannel(String name);

  /**
   * Pushes to users wherever they are.
   *
   * @param route the push route
   * @param msg see {@link Channel#pushMessage(String, Object, PushOptions)}
   * @param members who; members without a uid or frontend are skipped with a warning
   * @return see {@link #pushMessageByUids(String, Object, List, PushOptions)}
   */
  default Future<PushResult> pushMessageByUids(String route, Object msg, List<Member> members) {
    return pushMessageByUids(route, msg, members, new PushOptions());
  }

  /**
   * Pushes to users wherever they are: one frame to each frontend. A user who is in the list twice
   * gets one copy for each session.
   *
   * @param route the push route, at most 255 bytes
   * @param msg see {@link Channel#pushMessage(String, Object, PushOptions)}
   * @param members who; members without a uid or frontend are skipped with a warning
   * @param options how it is pushed
   * @return what became of it; fails with {@code uids should not be empty} when the list is empty,
   *     and as a channel's push does
   */
  Future<PushResult> pushMessageByUids(String route, Object msg, List<Member> members,
    PushOptions options);

  /**
   * Pushes to all sessions of all frontends of a type.
   *
   * @param frontendType a server type
   * @param route the push route
   * @param msg see {@link Channel#pushMessage(String, Object, PushOptions)}
   * @return see {@link #broadcast(String, String, Object, PushOptions)}
   */
  default Future<PushResult> broadcast(String frontendType, String route, Object msg) {
    return broadcast(frontendType, route, msg, new PushOptions());
  }

  /**
   * Pushes to all sessions of all frontends of a type, or to all bound ones.
   *
   * @param frontendType a server type
   * @param route the push route, at most 255 bytes
   * @param msg see {@link Channel#pushMessage(String, Object, PushOptions)}
   * @param options {@link PushOptions#setBinded} for bound sessions only
   * @return what became of it, a success when no server of the type runs; fails when the message is
   *     empty or cannot be encoded, or every frontend failed
   */
  Future<PushResult> broadcast(String frontendType, String route, Object msg, PushOptions options);
}
