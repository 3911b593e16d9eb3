package io.pomelo.examples.chat.kotlin

import io.pomelo.RequestException
import io.pomelo.examples.chat.kotlin.remote.ChatRemote
import io.vertx.serviceproxy.ServiceException

/**
 * Somebody's place in a room. The same name may be in two rooms, so the uid is made of both:
 * `user*rid`.
 */
data class Seat(val user: String, val rid: String) {

  /** Unique in the game. */
  val uid get() = "$user*$rid"

  /** The refusal of a second one of this name, with a text for the person. */
  fun taken() =
    ServiceException(ChatRemote.NAME_TAKEN, "somebody in $rid is called $user already")

  companion object {

    /** How long a name may be, in characters as a person counts them. */
    const val MAX_NAME = 24

    /** Line breaks and the like; among them what turns the direction of the text around a name. */
    private val INVISIBLE =
      Regex("[\\p{Cc}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]")

    /** A place from what a client sent; refused with 400 when one of the names will not do. */
    fun of(user: String?, rid: String?) = Seat(name("name", user), name("room", rid))

    /** A place from a uid. */
    fun of(uid: Any) = uid.toString().let { Seat(it.substringBefore('*'), it.substringAfter('*')) }

    private fun name(what: String, value: String?): String {
      val name = value.orEmpty().trim()
      val length = name.codePointCount(0, name.length)
      if (length !in 1..MAX_NAME) {
        throw RequestException(400, "a $what of $length characters (expected: 1 to $MAX_NAME)")
      }
      if ('*' in name || INVISIBLE.containsMatchIn(name)) {
        throw RequestException(400,
          "a $what with a * or an invisible character (expected: one without)")
      }
      return name
    }
  }
}
