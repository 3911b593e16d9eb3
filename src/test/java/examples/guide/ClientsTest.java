package examples.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.ApplicationOptions;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the chapters on clients, tests, configuration and RxJava say their code does. */
@ExtendWith(VertxExtension.class)
class ClientsTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  @Test
  void aBotAnswersWhatIsSaid(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, SERVERS, Channels::setup).await(20, SECONDS);
    Bot.join(vertx, cluster.port("connector-1"), "bot-1").await(5, SECONDS);
    // tag::testclient[]
    var ann = cluster.client("connector-1").await(5, SECONDS);
    ann.request("connector.entry.login", new JsonObject().put("uid", "ann")).await(5, SECONDS);
    ann.request("chat.room.join", new JsonObject()).await(5, SECONDS);
    ann.request("chat.room.say", new JsonObject().put("text", "anybody?")).await(5, SECONDS);
    assertEquals("ann", ann.push("onChat").await(5, SECONDS).getString("from"));
    assertEquals("bot-1", ann.push("onChat").await(5, SECONDS).getString("from"));
    // end::testclient[]
    // tag::hostile[]
    ann.raw(Buffer.buffer(new byte[] {9, 9, 9, 9}));
    ann.closed().await(5, SECONDS);
    // end::hostile[]
  }

  @Test
  void oldClientsAreRefusedAndOthersAreGreeted(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, SERVERS,
      app -> app.set("connectorConfig", Wire.greeting())).await(20, SECONDS);
    assertEquals("welcome", cluster.client("connector-1").await(5, SECONDS)
      .handshake().getJsonObject("user").getString("motd"));
    var old = new PomeloClientOptions().setVersion("0.1");
    assertThrows(Exception.class, () -> cluster.client("connector-1", old).await(5, SECONDS));
  }

  @Test
  void aServerIsEmbeddedWithItsConfiguration(Vertx vertx, @TempDir Path base) throws Exception {
    Files.writeString(Files.createDirectories(base.resolve("conf")).resolve("servers.json"),
      SERVERS.encode());
    Files.writeString(base.resolve("conf/items.json"), "{\"hat\": 1, \"coat\": 2}");
    var app = Config.embed(vertx, base.toString()).await(10, SECONDS);
    assertEquals("connector-1", app.getServerId());
    assertEquals(2, app.loadConfigBaseApp("items", "conf/items.json").await(5, SECONDS).size());
    app.stop().await(10, SECONDS);
  }

  @Test
  void aFileOfTheGameIsReadAgainWhenItChanges(Vertx vertx, @TempDir Path base) throws Exception {
    Path items = Files.createDirectories(base.resolve("conf")).resolve("items.json");
    Files.writeString(items, "{\"hat\": 1}");
    var told = Promise.<Integer>promise();
    var cluster = TestCluster.start(vertx, new ApplicationOptions().setBase(base.toString())
      .setServers(new JsonObject("{\"chat\": [{\"id\": \"chat-1\"}]}")).setConfigWatchInterval(20),
      app -> {
        Config.setup(app);
        app.configReloaded(key -> told.tryComplete(app.get("itemCount")));
      }).await(20, SECONDS);
    assertEquals(1, cluster.app("chat-1").<JsonObject>get("items").size());
    Files.writeString(items, "{\"hat\": 1, \"coat\": 2, \"sword\": 3}");
    assertEquals(3, told.future().await(10, SECONDS));
  }

  @Test
  void aGameInRxJavaAnswers(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, SERVERS,
      app -> RxGame.setup(new io.pomelo.rxjava3.Application(app))).await(20, SECONDS);
    assertEquals(new JsonObject("{\"code\":200}"), cluster.client("connector-1").await(5, SECONDS)
      .request("connector.entry.login", new JsonObject().put("uid", "ann")).await(5, SECONDS));
  }
}
