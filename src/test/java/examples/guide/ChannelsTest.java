package examples.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chapter on channels says its code does. */
@ExtendWith(VertxExtension.class)
class ChannelsTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  private TestCluster cluster;

  private TestClient enter(String frontend, String uid) throws Exception {
    var client = cluster.client(frontend).await(5, SECONDS);
    client.request("connector.entry.login", new JsonObject().put("uid", uid)).await(5, SECONDS);
    client.request("chat.room.join", new JsonObject()).await(5, SECONDS);
    return client;
  }

  private static JsonObject ask(TestClient client, String route) throws Exception {
    return client.request(route, new JsonObject().put("text", "hi")).await(5, SECONDS);
  }

  @Test
  void aRoomHearsWhatIsSaidAndWhoLeft(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, Channels::setup).await(20, SECONDS);
    var ann = enter("connector-1", "ann");
    var bob = enter("connector-2", "bob");
    assertEquals(new JsonObject("{\"reached\":2}"), ask(ann, "chat.room.say"));
    assertEquals(new JsonObject("{\"from\":\"ann\",\"text\":\"hi\"}"),
      bob.push("onChat").await(5, SECONDS));
    cluster.client("connector-1").await(5, SECONDS); // bound to nobody: hears no shout
    assertEquals(2, ask(ann, "chat.room.shout").getInteger("queued"));
    bob.push("onShout").await(5, SECONDS);
    var invited = cluster.call("chat-1", app -> Channels.invite(app, "bob", "connector-1"))
      .await(5, SECONDS);
    assertEquals("[bob@connector-1]", invited.getOffline().toString());
    bob.close().await(5, SECONDS);
    assertEquals(new JsonObject("{\"user\":\"bob\"}"), ann.push("onLeave").await(5, SECONDS));
  }
}
