package io.pomelo.examples.conformance;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Clients that were published for pomelo, unchanged, against this application; their steps are in
 * {@code src/test/js}.
 */
class NpmClientsTest {

  private static final Pattern END = Pattern.compile("(\\d+) passed, (\\d+) failed");
  private static final int NO_BROWSER = 2;
  private static final String MISSING = "the official client is not tested in a browser: no"
    + " Chromium (expected: the path of one in CHROMIUM_PATH, or chromium, chromium-browser or"
    + " google-chrome on the PATH; Debian and Ubuntu have it as the package chromium)";

  private static Vertx vertx;
  private static TestCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    cluster = TestCluster.start(vertx, new ConformanceGame(), new JsonObject()).await(20, SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void publishedClientsPassEveryStepInNode() throws Exception {
    assertEquals(0, run("run.mjs", 200));
  }

  @Test
  void theOfficialClientPassesEveryStepInABrowser() throws Exception {
    int exit = run("browser.mjs", 25);
    if (exit == NO_BROWSER) {
      System.out.println(MISSING);
    }
    assumeFalse(exit == NO_BROWSER, MISSING);
    assertEquals(0, exit);
  }

  /** Runs a script; a run that passed fewer steps than there are is a failure too. */
  private static int run(String script, int steps) throws Exception {
    var command = new ArrayList<>(List.of("node", script, "127.0.0.1"));
    for (String name : List.of("main", "plain", "dict", "proto", "limit")) {
      command.add(String.valueOf(cluster.port("conn-" + name)));
    }
    Process process = new ProcessBuilder(command).directory(new File("src/test/js"))
      .redirectErrorStream(true).start();
    var said = new StringBuilder();
    int passed = 0;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append(System.lineSeparator());
        Matcher end = END.matcher(line);
        if (end.matches()) {
          passed = Integer.parseInt(end.group(1));
          assertEquals("0", end.group(2), said::toString);
        }
      }
      assertTrue(process.waitFor(4, MINUTES), said::toString);
    } finally {
      process.destroy();
    }
    if (process.exitValue() == 0) {
      assertTrue(passed >= steps, passed + " steps passed, expected " + steps + " or more\n" + said);
    }
    return process.exitValue();
  }
}
