package io.pomelo.examples.conformance;

import io.pomelo.channel.Member;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;

/** What the connectors ask of the chat server that owns a room (page, section 4.1). */
@ProxyGen
public interface RoomRemote {

  /**
   * Enters a user who is not in the room yet; those who are there are told.
   *
   * @param user the user and the connector to reach it by
   * @param room the room
   * @return the uids in the room, sorted
   */
  Future<JsonArray> enter(Member user, String room);

  /**
   * Removes a user who is in the room; those who remain are told.
   *
   * @param user the user and the connector it is on
   * @param room the room
   * @param how why the user left
   * @return whether the user was in the room
   */
  Future<Boolean> leave(Member user, String room, String how);
}
