package io.pomelo.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a wrong file of the configuration directory. */
@ExtendWith(VertxExtension.class)
class ConfigValidationTest {

  @TempDir
  Path base;

  private Exception refused(Vertx vertx, String file, String text) throws Exception {
    Files.createDirectories(base.resolve("conf"));
    Files.writeString(base.resolve("conf/servers.json"), "{\"chat\": [{\"id\": \"chat-1\"}]}");
    Files.writeString(base.resolve("conf").resolve(file), text);
    return assertThrows(Exception.class, () -> {
      ApplicationOptions options = Pomelo.load(vertx, new ApplicationOptions()
        .setBase(base.toString()).setEnv("test")).await(10, SECONDS);
      Pomelo.createApp(vertx, options.setServerId("chat-1"));
    });
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
    "servers.json | {\"chat\": {}} | servers.json: chat: {} (expected: an array of servers)",
    "servers.json | {\"chat\": [{\"id\": \"a\"}, {\"id\": \"b\", \"clientPort\": \"abc\"}]}"
      + "| servers.json: chat[1].clientPort: \"abc\" (expected: an integer from 0 to 65535)",
    "servers.json | {\"chat\": [{\"id\": \"a\", \"frontend\": \"yes\"}]}"
      + "| servers.json: chat[0].frontend: \"yes\" (expected: true or false)",
    "servers.json | {\"chat\": [{}]} | servers.json: chat[0].id: null (expected: text)",
    "master.json | {\"id\": 5} | master.json: id: 5 (expected: text)",
    "master.json | {\"test\": {\"id\": \"m\", \"port\": 70000}}"
      + "| master.json: port: 70000 (expected: an integer from 0 to 65535)",
    "dictionary.json | [\"onChat\", 7] | dictionary.json: [1]: 7 (expected: a route as text)",
    "dictionary.json | {\"a\": 1} | dictionary.json: {\"a\":1} (expected: an array of routes)",
    "serverProtos.json | {\"onChat\": {\"required text a\": 1}}"
      + "| serverProtos.json: schema \"onChat\", field a: type text",
    "clientProtos.json | {\"onChat\": {\"required string a\": 0}}"
      + "| clientProtos.json: schema \"onChat\", field \"required string a\": tag 0",
    "crons.json | {\"chat\": {}} | crons.json: chat: {} (expected: an array of crons)",
    "crons.json | {\"other\": [{\"id\": \"x\", \"time\": \"0 70 8 * * *\", \"action\": \"a.b\"}]}"
      + "| crons.json: other[0] (id \"x\"): time \"0 70 8 * * *\": minute \"70\" (expected: 0 to",
    "crons.json | {\"chat\": [{\"time\": \"* * * * *\", \"action\": \"a.b\"}]}"
      + "| crons.json: chat[0].id: null (expected: text or an integer)",
    "crons.json | {\"chat\": [{\"id\": 1, \"time\": \"* * * * *\", \"action\": \"run\"}]}"
      + "| crons.json: chat[0] (id \"1\").action: \"run\" (expected: prefix.method)",
    "crons.json | {\"chat\": [{\"id\": 1, \"serverid\": \"chat-1\"}]}"
      + "| crons.json: chat[0] (id \"1\").serverid: \"chat-1\" (expected: no such field",
    "crons.json | {\"dialect\": 5, \"chat\": []} | crons.json: dialect: 5 (expected: text)"})
  void theFileAndThePlaceAreNamed(String file, String text, String expected, Vertx vertx)
    throws Exception {
    String refused = refused(vertx, file, text).getMessage();

    assertTrue(refused.startsWith(expected), refused);
  }

  @ParameterizedTest
  @CsvSource({"servers.json", "master.json", "crons.json", "dictionary.json", "serverProtos.json"})
  void aFileThatIsNoJsonIsNamedWithTheLine(String file, Vertx vertx) throws Exception {
    String refused = refused(vertx, file, "{\n  \"a\": oops\n}").getMessage();

    assertTrue(refused.contains(file) && refused.contains("line: 2"), refused);
  }

  @Test
  void otherEnvironmentsAreNotLookedAt(Vertx vertx) throws Exception {
    Files.createDirectories(base.resolve("conf"));
    Files.writeString(base.resolve("conf/crons.json"),
      "{\"dialect\": \"pomelo\", \"production\": {\"chat\": 5}, \"test\": {\"chat\": []}}");

    var options = Pomelo.load(vertx, new ApplicationOptions().setBase(base.toString())
      .setEnv("test")).await(10, SECONDS);

    assertEquals(new JsonObject("{\"chat\": []}"), options.getCrons().getJsonObject("test"));
  }
}
