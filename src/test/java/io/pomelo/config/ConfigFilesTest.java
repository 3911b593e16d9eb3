package io.pomelo.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where the documents of a game's configuration come from. */
@ExtendWith(VertxExtension.class)
class ConfigFilesTest {

  @TempDir
  private Path base;
  private Vertx vertx;

  @BeforeEach
  void keep(Vertx vertx) {
    this.vertx = vertx;
  }

  private void write(String file, String text) throws IOException {
    Path path = base.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private ApplicationOptions options() {
    return new ApplicationOptions().setBase(base.toString()).setEnv("production");
  }

  private ApplicationOptions load() throws Exception {
    return load(options());
  }

  private ApplicationOptions load(ApplicationOptions options) throws Exception {
    return Pomelo.load(vertx, options).await(5, SECONDS);
  }

  private String refused() {
    return assertThrows(IllegalArgumentException.class, this::load).getMessage();
  }

  @Test
  void aDirectoryWithoutDocumentsIsNoFailure() throws Exception {
    ApplicationOptions loaded = load();
    assertNull(loaded.getServers());
    assertNull(loaded.getMaster());
    assertNull(loaded.getDictionary());
    assertNull(loaded.getServerProtos());
    assertNull(loaded.getClientProtos());
  }

  @Test
  void allDocumentsAreRead() throws Exception {
    write("conf/servers.json", "{\"a\": []}");
    write("conf/master.json", "{\"id\": \"master-server-1\"}");
    write("conf/dictionary.json", "[\"onChat\"]");
    write("conf/serverProtos.json", "{\"onChat\": {}}");
    write("conf/clientProtos.json", "{\"a.b.c\": {}}");
    ApplicationOptions loaded = load();
    assertEquals(new JsonObject("{\"a\": []}"), loaded.getServers());
    assertEquals("master-server-1", loaded.getMaster().getString("id"));
    assertEquals(new JsonArray().add("onChat"), loaded.getDictionary());
    assertTrue(loaded.getServerProtos().containsKey("onChat"));
    assertTrue(loaded.getClientProtos().containsKey("a.b.c"));
  }

  @Test
  void theFileOfTheDirectoryGoesBeforeThatOfTheEnvironment() throws Exception {
    write("conf/production/servers.json", "{\"from\": []}");
    assertTrue(load().getServers().containsKey("from"));
    assertNull(load(options().setEnv("development")).getServers());
    write("conf/servers.json", "{\"first\": []}");
    assertTrue(load().getServers().containsKey("first"));
  }

  @Test
  void aDocumentThatIsGivenIsNotRead() throws Exception {
    write("conf/servers.json", "this is not JSON");
    var given = new JsonObject().put("given", new JsonArray());
    assertEquals(given, load(options().setServers(given)).getServers());
  }

  @Test
  void theDirectoryMayHaveAnotherName() throws Exception {
    write("config/servers.json", "{\"a\": []}");
    assertTrue(load(options().setConfigDir("config")).getServers().containsKey("a"));
  }

  @Test
  void aFileThatIsNoJsonIsNamedWithThePlace() throws Exception {
    write("conf/servers.json", "{\n  \"a\": [\n}");
    String text = refused();
    assertTrue(text.contains("servers.json") && text.contains("line: 3"), text);
  }

  @Test
  void aDocumentOfTheWrongKindIsNamed() throws Exception {
    write("conf/master.json", "[1]");
    String text = refused();
    assertTrue(text.contains("master.json: [1] (expected: an object)"), text);
  }

  @Test
  void aDictionaryIsAListOrAnEmptyObject() throws Exception {
    write("conf/dictionary.json", "{}");
    assertNull(load().getDictionary());
    write("conf/dictionary.json", "{\"onChat\": 1}");
    String text = refused();
    assertTrue(text.contains("dictionary.json") && text.contains("an array of routes"), text);
  }

  @Test
  void theOptionsGivenAreNotChanged() throws Exception {
    write("conf/servers.json", "{\"a\": []}");
    var options = options();
    load(options);
    assertNull(options.getServers());
  }

  @Test
  void aGameRunsFromItsDirectory() throws Exception {
    write("conf/servers.json", """
      {"production": {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 3010}],
        "chat": [{"id": "chat-1"}]}, "development": {"chat": [{"id": "chat-9"}]}}""");
    var cluster = TestCluster.start(vertx, options(), app -> { }).await(10, SECONDS);
    assertEquals(List.of("chat-1", "connector-1"), cluster.applications().stream()
      .map(app -> app.getServerId()).toList());
    assertEquals(base.toString(), cluster.app("chat-1").getBase());
  }
}
