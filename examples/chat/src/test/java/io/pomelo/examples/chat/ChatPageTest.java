package io.pomelo.examples.chat;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The web page in a real browser; what happens there is in {@code src/test/js/chat-page.mjs}. */
@ExtendWith(VertxExtension.class)
class ChatPageTest {

  private static final Path SCRIPT = Path.of("src/test/js/chat-page.mjs");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final String MISSING = "ChatPageTest is skipped: no Chromium (expected: the path"
    + " of one in CHROMIUM_PATH, or chromium, chromium-browser or google-chrome on the PATH;"
    + " Debian and Ubuntu have it as the package chromium)";

  private static String chromium;

  private ChatGame game;
  private TestCluster cluster;

  @BeforeAll
  static void findChromium() throws Exception {
    chromium = Stream.concat(
        Stream.ofNullable(System.getenv("CHROMIUM_PATH")).map(Path::of),
        Stream.of("chromium", "chromium-browser", "google-chrome").flatMap(name ->
          Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
            .map(dir -> Path.of(dir, name))))
      .filter(Files::isExecutable).map(Path::toString).findFirst().orElse(null);
    if (chromium == null) {
      System.out.println(MISSING);
    }
    assumeTrue(chromium != null, MISSING);
    Files.createDirectories(SCREENSHOTS);
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    game = new ChatGame();
    cluster = await(TestCluster.start(vertx, game, new JsonObject().put("webPort", 0)));
  }

  @Test
  void twoPeopleOfARoomSeeEachOtherAndTalk() throws Exception {
    play("talk");
  }

  @Test
  void privateMessageIsSeenByTheTwoAndNobodyElse() throws Exception {
    play("alone");
  }

  @Test
  void nameThatIsTakenIsToldInWords() throws Exception {
    play("taken");
  }

  @Test
  void whoClosesTheTabOrLeavesIsGoneFromTheRoom() throws Exception {
    play("leave");
  }

  @Test
  void personWhoseServerStopsIsToldAndComesBackOnAnotherOne() throws Exception {
    play("stopped");
  }

  @Test
  void personWhoIsKickedIsToldTheReason() throws Exception {
    play("kicked");
  }

  @Test
  void pageFitsWideAndNarrowScreens() throws Exception {
    play("look");
    for (String name : List.of("login", "room-light", "room-dark", "room-narrow")) {
      assertTrue(Files.size(SCREENSHOTS.resolve(name + ".png")) > 0, name);
    }
  }

  private void play(String scenario) throws Exception {
    Process browser = new ProcessBuilder("node", SCRIPT.toString(), scenario,
      "http://" + ChatPage.HOST + ":" + game.webPort(), chromium, SCREENSHOTS.toString())
      .redirectErrorStream(true).start();
    var said = new StringBuilder(scenario);
    try (BufferedReader out = browser.inputReader(); BufferedWriter in = browser.outputWriter()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(System.lineSeparator()).append(line);
        if (line.startsWith("ask ")) {
          help(line.split(" ", 4));
          in.write("done\n");
          in.flush();
        }
      }
      assertEquals(0, browser.waitFor(), said::toString);
    } finally {
      browser.destroy();
    }
  }

  /** What the browser cannot do: {@code ask stop <server>}, {@code ask kick <server> ...}. */
  private void help(String[] request) throws Exception {
    String server = request[2];
    if (request[1].equals("stop")) {
      await(cluster.stop(server));
    } else {
      String[] whoAndWhy = request[3].split(" ", 2);
      await(cluster.call(server, app -> app.sessionService().kick(whoAndWhy[0], whoAndWhy[1])));
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
  }
}
