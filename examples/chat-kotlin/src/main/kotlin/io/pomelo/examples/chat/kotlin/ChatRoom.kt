package io.pomelo.examples.chat.kotlin

import io.pomelo.Application
import io.pomelo.channel.Channel
import io.pomelo.channel.Member
import io.pomelo.examples.chat.kotlin.remote.ChatRemote
import io.vertx.core.Future
import io.vertx.core.json.JsonObject
import java.lang.System.Logger.Level

private val LOG = System.getLogger("pomelo.examples.chat")

/** The rooms of a chat server, each of them a channel. Confined to the chat server's context. */
class ChatRoom(private val app: Application) : ChatRemote {

  private val channels get() = app.channelService()

  override fun add(uid: String, frontendId: String, rid: String): Future<List<String>> {
    dropLost(rid)
    val channel = channels.getChannel(rid, true)
    val seat = Seat.of(uid)
    if (channel.getMember(uid) != null) {
      return Future.failedFuture(seat.taken())
    }
    tell(channel, "onAdd", seat)
    channel.add(uid, frontendId)
    return get(rid)
  }

  override fun kick(uid: String, frontendId: String, rid: String): Future<Void> {
    channels.getChannel(rid)?.let { remove(it, Member(uid, frontendId)) }
    return Future.succeededFuture()
  }

  override fun get(rid: String): Future<List<String>> = Future.succeededFuture(
    channels.getChannel(rid)?.members?.map { Seat.of(it).user }.orEmpty())

  /** A connector that died could not say who left with it. */
  private fun dropLost(rid: String) {
    val channel = channels.getChannel(rid) ?: return
    channel.members.map(channel::getMember)
      .filter { app.getServerById(it.sid) == null }
      .forEach { remove(channel, it) }
  }

  private fun remove(channel: Channel, member: Member) {
    if (channel.leave(member.uid, member.sid)) {
      tell(channel, "onLeave", Seat.of(member.uid))
    }
    if (channel.userAmount == 0) {
      channels.destroyChannel(channel.name())
    }
  }

  private fun tell(channel: Channel, route: String, seat: Seat) {
    if (channel.userAmount > 0) {
      channel.pushMessage(route, JsonObject().put("user", seat.user)).onFailure {
        LOG.log(Level.WARNING, "[{0}] {1} of {2} to room {3}: {4}", app.serverId, route, seat.user,
          seat.rid, it.message)
      }
    }
  }
}
