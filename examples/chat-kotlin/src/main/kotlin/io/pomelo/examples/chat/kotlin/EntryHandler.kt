package io.pomelo.examples.chat.kotlin

import io.pomelo.Application
import io.pomelo.Request
import io.pomelo.RequestException
import io.pomelo.examples.chat.kotlin.remote.ChatRemote
import io.pomelo.session.FrontendSession
import io.vertx.core.json.JsonObject
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.CompletableDeferred

/**
 * The door of the rooms: the clients of a connector come in, and go, here. Confined to the
 * connector's context.
 */
class EntryHandler(private val app: Application) {

  /**
   * Handles `connector.entryHandler.enter {username, rid}`: binds the client to `username*rid` and
   * lets it into the room. Answers `{code: 200, user, rid, users}`; 400 when a name will not do,
   * and 409 when somebody in the room has it or the client is in one.
   */
  suspend fun enter(request: Request): JsonObject {
    val session = request.session() as FrontendSession
    val seat = request.json().let { Seat.of(it.getString("username"), it.getString("rid")) }
    if (session.uid() != null) {
      throw RequestException(409,
        "already in a room (expected: one that was left before another is entered)")
    }
    // The room decides who is in it, but this connector must not have two of a uid even for a
    // moment: both would get what is sent to the one.
    if (app.sessionService().getByUid(seat.uid).isNotEmpty()) {
      throw seat.taken()
    }
    // The client may go at any moment from here on: whoever got in by then leaves, and a client who
    // was refused takes nobody else with it.
    val entered = CompletableDeferred<Boolean>()
    session.closeHandler(seat.uid) { app.coFuture { if (entered.await()) leave(seat) } }
    try {
      session.bind(seat.uid).coAwait()
      session.set("rid", seat.rid).push("rid").coAwait()
      val users = chat(seat).add(seat.uid, app.serverId, seat.rid).coAwait()
      entered.complete(true)
      return JsonObject().put("code", 200).put("user", seat.user).put("rid", seat.rid)
        .put("users", users)
    } catch (refused: Exception) {
      entered.complete(false)
      forget(session, seat)
      throw refused
    }
  }

  /**
   * Handles `connector.entryHandler.leave`: the client leaves its room, stays connected and may
   * enter another. Answers `{code: 200}`, also for a client that is in no room.
   */
  suspend fun leave(request: Request): JsonObject {
    val session = request.session() as FrontendSession
    session.uid()?.let {
      val seat = Seat.of(it)
      try {
        leave(seat)
      } finally {
        forget(session, seat)
      }
    }
    return JsonObject().put("code", 200)
  }

  private suspend fun leave(seat: Seat) {
    chat(seat).kick(seat.uid, app.serverId, seat.rid).coAwait()
  }

  /** What was bound may be gone with its client: nothing is left to forget then. */
  private suspend fun forget(session: FrontendSession, seat: Seat) {
    session.closeHandler(seat.uid, null)
    session.unbind(seat.uid).compose { session.remove("rid").push("rid") }.otherwiseEmpty().coAwait()
  }

  private fun chat(seat: Seat) = app.rpc("chat", ChatRemote::class.java, seat.rid)
}
