package io.pomelo.examples.chat.kotlin

import io.pomelo.Application
import io.pomelo.Request
import io.pomelo.RequestException
import io.vertx.core.json.JsonObject
import io.vertx.kotlin.coroutines.coAwait

/** How long a message may be, in UTF-16 units. */
private const val MAX_CONTENT = 2_000

/**
 * Handles `chat.chatHandler.send {content, target}`: pushes `onChat {from, msg, target}` to
 * everybody in the sender's room (target `*`), the sender included, or to one of them and nobody
 * else. Answers `{code: 200}` when it is on its way; 400 when there is no text or too much of it, 403
 * when the sender is in no room, 404 when nobody there has the target's name.
 */
suspend fun send(app: Application, request: Request): JsonObject {
  val content = request.json().getString("content").orEmpty()
  val target = request.json().getString("target").orEmpty()
  if (content.isBlank() || content.length > MAX_CONTENT) {
    throw RequestException(400, "a message of ${content.length} characters"
      + " (expected: 1 to $MAX_CONTENT, not all blank)")
  }
  val uid: Any? = request.session().uid()
  val rid: String? = request.session().get<String>("rid")
  val channel = rid?.let { app.channelService().getChannel(it) }
  if (rid == null || uid == null || channel?.getMember(uid) == null) {
    throw RequestException(403, "in no room (expected: enter one first)")
  }
  val push = JsonObject().put("from", Seat.of(uid).user).put("msg", content).put("target", target)
  if (target == "*") {
    channel.pushMessage("onChat", push).coAwait()
  } else {
    val member = channel.getMember(Seat(target, rid).uid)
    if (member == null || app.channelService().pushMessageByUids("onChat", push, listOf(member))
        .coAwait().queued == 0) {
      throw RequestException(404, "nobody in this room is called $target")
    }
  }
  return JsonObject().put("code", 200)
}
