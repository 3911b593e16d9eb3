package io.pomelo.examples.chat.kotlin

import io.pomelo.testkit.TestClient
import io.pomelo.testkit.TestCluster
import io.vertx.core.Future
import io.vertx.core.Vertx
import io.vertx.core.json.JsonArray
import io.vertx.core.json.JsonObject
import io.vertx.junit5.VertxExtension
import java.util.concurrent.TimeUnit.SECONDS
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

/** The game's rules, over the wire. */
@ExtendWith(VertxExtension::class)
class ChatTest {

  private lateinit var cluster: TestCluster

  @BeforeEach
  fun start(vertx: Vertx) {
    cluster = TestCluster.start(vertx, ChatGame(), JsonObject().put("webPort", 0)).get()
  }

  @Test
  fun gateSendsANameToTheSameConnectorEveryTimeAndUsesAllConnectors() {
    val gate = cluster.client("gate-1").get()
    val port = { name: String ->
      gate.request("gate.gateHandler.queryEntry", JsonObject().put("uid", name)).get()
        .getInteger("port")
    }
    assertEquals(1, List(3) { port("Alice") }.distinct().size)
    assertEquals(setOf(cluster.port("connector-1"), cluster.port("connector-2")),
      List(20) { port("player $it") }.toSet())
  }

  @Test
  fun gateAnswers500WhenNoConnectorRuns() {
    cluster.stop("connector-1").get()
    cluster.stop("connector-2").get()
    assertEquals(JsonObject().put("code", 500), cluster.client("gate-1").get()
      .request("gate.gateHandler.queryEntry", JsonObject().put("uid", "Alice")).get())
  }

  @Test
  fun peopleOfARoomSeeAndHearEachOtherAcrossConnectors() {
    val alice = enter("connector-1", "Alice")
    val bob = cluster.client("connector-2").get()
    assertEquals(JsonObject().put("code", 200).put("user", "Bob").put("rid", "orchard")
      .put("users", JsonArray().add("Alice").add("Bob")), bob.enter(" Bob "))
    assertEquals(JsonObject().put("user", "Bob"), alice.push("onAdd").get())

    assertEquals(200, bob.say("good morning", "*"))
    val chat = JsonObject().put("from", "Bob").put("msg", "good morning").put("target", "*")
    assertEquals(chat, alice.push("onChat").get())
    assertEquals(chat, bob.push("onChat").get())
  }

  @Test
  fun messageToOneReachesThemAndNobodyElse() {
    val alice = enter("connector-1", "Alice")
    val bob = enter("connector-2", "Bob")
    assertEquals(200, alice.say("for you", "Bob"))
    assertEquals("for you", bob.push("onChat").get().getString("msg"))
    assertEquals(404, alice.say("for nobody", "Mallory"))
    assertEquals(400, alice.say(" ", "*"))
    assertEquals(200, alice.say("for all", "*"))
    // What she got first, as a server's pushes to a client keep their order.
    assertEquals("for all", alice.push("onChat").get().getString("msg"))
  }

  @Test
  fun nameInUseIsRefusedOnEveryConnectorAndAnotherOneMayBeTaken() {
    val alice = enter("connector-1", "Alice")
    for (connector in listOf("connector-1", "connector-2")) {
      val other = cluster.client(connector).get()
      val refused = other.enter("Alice")
      assertEquals(409, refused.getInteger("code"))
      assertEquals("somebody in orchard is called Alice already", refused.getString("msg"))
      assertEquals(200, other.enter(connector).getInteger("code"))
      other.close().get()
      assertEquals(connector, alice.push("onLeave").get().getString("user"))
    }
    // The refused ones took nobody with them when they went.
    assertEquals(200, alice.say("still here", "*"))
    assertEquals("still here", alice.push("onChat").get().getString("msg"))
  }

  @Test
  fun nameThatWillNotDoIsRefused() {
    val client = cluster.client("connector-1").get()
    for (name in listOf("", "  ", "a*b", "x".repeat(Seat.MAX_NAME + 1), "a\u202Eb")) {
      assertEquals(400, client.enter(name).getInteger("code"), name)
    }
  }

  @Test
  fun whoLosesTheConnectionOrLeavesIsOutOfTheRoom() {
    val alice = enter("connector-1", "Alice")
    enter("connector-2", "Bob").close().get()
    assertEquals("Bob", alice.push("onLeave").get().getString("user"))
    val again = enter("connector-2", "Bob")
    assertEquals(200, again.request("connector.entryHandler.leave", JsonObject()).get()
      .getInteger("code"))
    assertEquals("Bob", alice.push("onLeave").get().getString("user"))
    assertEquals(403, again.say("from outside", "*"))
    assertEquals(200, again.enter("Bob").getInteger("code"))
  }

  private fun enter(connector: String, name: String): TestClient {
    val client = cluster.client(connector).get()
    assertEquals(200, client.enter(name).getInteger("code"))
    return client
  }

  private fun TestClient.enter(name: String): JsonObject =
    request("connector.entryHandler.enter",
      JsonObject().put("username", name).put("rid", "orchard")).get()

  private fun TestClient.say(content: String, target: String): Int =
    request("chat.chatHandler.send", JsonObject().put("content", content).put("target", target))
      .get().getInteger("code")
}

/** The result, for the thread of a test. */
internal fun <T> Future<T>.get(): T =
  toCompletionStage().toCompletableFuture().get(20, SECONDS)
