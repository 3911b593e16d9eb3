package io.pomelo.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Component;
import io.pomelo.Pomelo;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class LoadConfigTest {

  @TempDir
  Path base;

  private Application app;

  @BeforeEach
  void create(Vertx vertx) {
    app = Pomelo.createApp(vertx, new ApplicationOptions().setBase(base.toString()).setEnv("test")
      .setServerId("chat-1").setConfigWatchInterval(10).setServers(new JsonObject()
        .put("chat", new JsonArray().add(new JsonObject().put("id", "chat-1")))));
  }

  private Path write(String path, String text) throws IOException {
    Path file = base.resolve(path);
    Files.createDirectories(file.getParent());
    // Replaced in one step: a reader sees the old content or the new one.
    Path draft = Files.writeString(base.resolve("draft"), text);
    return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, SECONDS);
  }

  private static String failure(Future<?> future) {
    return assertThrows(Exception.class, () -> future.await(10, SECONDS)).getMessage();
  }

  @Test
  void theMemberOfTheEnvironmentIsUsedAloneOrElseTheWholeDocument() throws Exception {
    Path file = write("a.json", "{\"test\": {\"n\": 1}, \"production\": {\"n\": 2}}");
    Path whole = write("b.json", "{\"n\": 3}");

    assertEquals(new JsonObject().put("n", 1), await(app.loadConfig("a", file.toString())));
    await(app.loadConfig("b", whole.toString()));

    assertEquals(new JsonObject().put("n", 1), app.get("a"));
    assertEquals(new JsonObject().put("n", 3), app.get("b"));
  }

  @Test
  void aFileOfTheGameIsFoundBelowTheBaseOrByEnvironment() throws Exception {
    write("data/a.json", "{\"test\": {\"n\": 1}}");
    write("conf/test/b.json", "{\"n\": 2, \"test\": {\"n\": 3}}");

    await(app.loadConfigBaseApp("a", "data/a.json"));
    await(app.loadConfigBaseApp("b", "data/b.json"));

    assertEquals(1, app.<JsonObject>get("a").getInteger("n"));
    assertEquals(2, app.<JsonObject>get("b").getInteger("n"));
  }

  @Test
  void whatCannotBeReadFailsWithTheFileAndFailsTheStart() throws Exception {
    Path broken = write("broken.json", "{\"n\":\n oops}");
    Path array = write("array.json", "[]");

    String missing = failure(app.loadConfigBaseApp("a", "data/none.json"));
    String noJson = failure(app.loadConfig("a", broken.toString()));
    String noObject = failure(app.loadConfig("a", array.toString()));
    String relative = failure(app.loadConfig("a", "data/none.json"));

    assertTrue(missing.contains(Path.of("data", "none.json").toString())
      && missing.contains(Path.of("conf", "test", "none.json").toString()), missing);
    assertTrue(noJson.contains("broken.json") && noJson.contains("line: 2"), noJson);
    assertTrue(noObject.contains("array.json") && noObject.contains("expected: a JSON object"),
      noObject);
    assertTrue(relative.contains("\"data/none.json\" (expected: an absolute path"), relative);
    assertNull(app.get("a"));
    assertEquals(missing, failure(app.start()));
  }

  @Test
  void theStartWaitsForFilesAskedForOnAnEventLoop(Vertx vertx) throws Exception {
    // So long that the server would be up before it is read.
    write("large.json", "{\"text\": \"" + "x".repeat(20_000_000) + "\", \"n\": 1}");
    Promise<Void> started = Promise.promise();
    Promise<JsonObject> seen = Promise.promise();
    app.load(new Component() {
      @Override
      public String name() {
        return "reader";
      }

      @Override
      public Future<?> deploy(Context context) {
        seen.complete(app.get("large"));
        return Future.succeededFuture();
      }
    });

    vertx.runOnContext(v -> {
      app.loadConfigBaseApp("large", "large.json");
      app.start().onComplete(started);
    });
    await(started.future());

    assertEquals(1, await(seen.future()).getInteger("n"));
  }

  @Test
  void aChangedFileReplacesTheSettingAndIsAnnounced() throws Exception {
    write("a.json", "{\"n\": 1}");
    Deque<Promise<JsonObject>> changes = new ArrayDeque<>();
    Promise<JsonObject> first = Promise.promise();
    Promise<JsonObject> second = Promise.promise();
    changes.add(first);
    changes.add(second);
    app.configReloaded(key -> {
      changes.remove().complete(new JsonObject().put("key", key).put("value", app.get(key))
        .put("own", Vertx.currentContext() == app.context()));
      throw new IllegalStateException("on purpose");
    });
    await(app.loadConfigBaseApp("a", "a.json", true));
    await(app.start());

    write("a.json", "{\"test\": {\"n\": 20}}");
    assertEquals(new JsonObject().put("key", "a").put("value", new JsonObject().put("n", 20))
      .put("own", true), await(first.future()));
    write("a.json", "{\"n\": 300}");

    assertEquals(300, await(second.future()).getJsonObject("value").getInteger("n"));
  }

  @Test
  void aBrokenFileIsLoggedOnceAndTheOldValueStays() throws Exception {
    write("a.json", "{\"n\": 1}");
    Promise<String> announced = Promise.promise();
    await(app.start());
    app.call(() -> {
      app.configReloaded(announced::tryComplete);
      return Future.succeededFuture();
    });
    await(app.loadConfigBaseApp("a", "a.json", true));

    try (var log = new Log()) {
      write("a.json", "{\"n\": ");
      String warning = await(log.warned.future());

      assertTrue(warning.contains("a.json") && warning.contains("line: 1"), warning);
      assertEquals(1, await(app.call(() -> Future.succeededFuture(app.<JsonObject>get("a"))))
        .getInteger("n"));
      write("a.json", "{\"n\": 2222}");
      assertEquals("a", await(announced.future()));
      assertEquals(1, log.count);
    }
  }

  /** Catches the warnings of the area that reads files. */
  private static final class Log extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("pomelo.config");
    private final Promise<String> warned = Promise.promise();
    private volatile int count;

    Log() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel() == java.util.logging.Level.WARNING) {
        count++;
        warned.tryComplete(new SimpleFormatter().formatMessage(record));
      }
    }

    @Override
    public void flush() {
      // Nothing is kept back.
    }

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
