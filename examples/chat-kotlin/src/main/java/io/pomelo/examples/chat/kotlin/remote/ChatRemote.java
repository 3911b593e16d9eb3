package io.pomelo.examples.chat.kotlin.remote;

import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import java.util.List;

/**
 * The rooms of a chat server, as the connectors call them. In Java, as the generator of the
 * caller and the receiver is an annotation processor of javac.
 */
@ProxyGen
public interface ChatRemote {

  /** The code of a refusal because somebody in the room has the name. */
  int NAME_TAKEN = 409;

  /**
   * Lets somebody into a room; those who are there get {@code onAdd {user}}.
   *
   * @param uid who, see {@code Seat}
   * @param frontendId the connector they are connected to
   * @param rid the room
   * @return everybody's names, the new one's included; fails with {@link #NAME_TAKEN}
   */
  Future<List<String>> add(String uid, String frontendId, String rid);

  /**
   * Takes somebody out of a room; those who stay get {@code onLeave {user}}. Nothing happens when
   * they are not in it.
   *
   * @param uid who
   * @param frontendId the connector they were connected to
   * @param rid the room
   * @return completes when they are out
   */
  Future<Void> kick(String uid, String frontendId, String rid);

  /**
   * Who is in a room.
   *
   * @param rid the room
   * @return their names in the order of their coming, grouped by connector
   */
  Future<List<String>> get(String rid);
}
