package io.pomelo.channel;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A named group of users on one server (pomelo {@code Channel}). A set: a user on a frontend is a
 * member once, however often added (decision D2).
 *
 * <p>Confined to the server's context; futures complete there.
 */
@VertxGen
public interface Channel {

  /**
   * The name.
   *
   * @return as it was created
   */
  String name();

  /**
   * Adds a user.
   *
   * @param uid the user, a string or an integer
   * @param sid the id of the frontend the user is connected to
   * @return false when the user was a member there already, {@code uid} is missing or cannot be one
   *     (decision D4), {@code sid} is missing, or the channel is destroyed
   */
  boolean add(@Nullable Object uid, @Nullable String sid);

  /**
   * Removes a user.
   *
   * @param uid the user, compared with its type
   * @param sid the frontend it was added with
   * @return whether it was a member
   */
  boolean leave(@Nullable Object uid, @Nullable String sid);

  /**
   * The uids of all members.
   *
   * @return a list of their own, in the order of their joining, grouped by frontend; a user who is
   *     a member on two frontends is in it twice
   */
  List<Object> getMembers();

  /**
   * A member by uid.
   *
   * @param uid the user, compared with its type
   * @return the member (the one added last when it is there on several frontends), or null
   */
  @Nullable
  Member getMember(Object uid);

  /**
   * How many members there are.
   *
   * @return the count
   */
  int getUserAmount();

  /**
   * Pushes to all members on the route that the message itself carries in {@code route}.
   *
   * @param msg an object with a string {@code route}
   * @return see {@link #pushMessage(String, Object, PushOptions)}; fails when the message carries
   *     no route
   */
  Future<PushResult> pushMessage(JsonObject msg);

  /**
   * Pushes to all members.
   *
   * @param route the push route, for example {@code onChat}
   * @param msg what {@link #pushMessage(String, Object, PushOptions)} takes
   * @return see {@link #pushMessage(String, Object, PushOptions)}
   */
  default Future<PushResult> pushMessage(String route, Object msg) {
    return pushMessage(route, msg, new PushOptions());
  }

  /**
   * Pushes to all members: one frame to each frontend, whatever the number of members. The message
   * is encoded before this method returns; changing it afterwards changes nothing (H44).
   *
   * @param route the push route, at most 255 bytes
   * @param msg a JSON object or array, a string, a number, a {@link io.vertx.core.buffer.Buffer}
   *     that holds JSON, or an object Jackson can write; not null and not empty
   * @param options how it is pushed
   * @return what became of it; fails when the channel is destroyed, the message is empty or cannot
   *     be encoded, or every frontend failed
   */
  Future<PushResult> pushMessage(String route, Object msg, PushOptions options);

  /** Ends the channel: later pushes fail, and the name is free unless a newer channel has it. */
  void destroy();
}
