package io.pomelo.examples.chat.kotlin

import io.pomelo.testkit.TestCluster
import io.vertx.core.Vertx
import io.vertx.core.json.JsonObject
import io.vertx.junit5.VertxExtension
import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assumptions.assumeTrue
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.extension.ExtendWith
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/**
 * The page of the chat in Java, in a real browser against the servers in Kotlin; what happens there
 * is in the script of that example.
 */
@ExtendWith(VertxExtension::class)
class ChatPageTest {

  private lateinit var game: ChatGame
  private lateinit var cluster: TestCluster

  @BeforeEach
  fun start(vertx: Vertx) {
    if (CHROMIUM == null) {
      println(MISSING)
    }
    assumeTrue(CHROMIUM != null, MISSING)
    Files.createDirectories(FAILURES)
    game = ChatGame()
    cluster = TestCluster.start(vertx, game, JsonObject().put("webPort", 0)).get()
  }

  @ParameterizedTest
  @ValueSource(strings = ["talk", "alone", "taken", "leave", "stopped", "kicked"])
  fun pageOfTheChatInJavaWorksAsItDoesThere(scenario: String) {
    val browser = ProcessBuilder("node", SCRIPT, scenario,
      "http://${ChatPage.HOST}:${game.webPort}", CHROMIUM, FAILURES.toString())
      .redirectErrorStream(true).start()
    val said = StringBuilder(scenario)
    try {
      browser.outputWriter().use { input ->
        browser.inputReader().forEachLine { line ->
          said.append('\n').append(line)
          if (line.startsWith("ask ")) {
            help(line.split(" ", limit = 4))
            input.write("done\n")
            input.flush()
          }
        }
        assertEquals(0, browser.waitFor(), said::toString)
      }
    } finally {
      browser.destroy()
    }
  }

  /** What the browser cannot do: `ask stop <server>`, `ask kick <server> <uid> <reason>`. */
  private fun help(request: List<String>) {
    val server = request[2]
    if (request[1] == "stop") {
      cluster.stop(server).get()
    } else {
      val (who, why) = request[3].split(" ", limit = 2)
      cluster.call(server) { it.sessionService().kick(who, why) }.get()
    }
  }

  private companion object {

    const val SCRIPT = "../chat/src/test/js/chat-page.mjs"
    const val MISSING = "ChatPageTest is skipped: no Chromium (expected: the path of one in" +
      " CHROMIUM_PATH, or chromium, chromium-browser or google-chrome on the PATH)"

    /** Where the script puts what it saw last when something failed. */
    val FAILURES: Path = Path.of("target/screenshots")

    val CHROMIUM: String? = (listOfNotNull(System.getenv("CHROMIUM_PATH")) +
      listOf("chromium", "chromium-browser", "google-chrome").flatMap { name ->
        System.getenv("PATH").orEmpty().split(File.pathSeparator).map { "$it/$name" }
      }).firstOrNull { Files.isExecutable(Path.of(it)) }
  }
}
