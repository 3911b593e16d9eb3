package examples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ChatTest {

  @Test
  void twoPeopleOnTwoConnectorsTalkInARoom(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, new Chat(), new JsonObject().put("servers",
      new JsonObject("""
        {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 3010},
                       {"id": "connector-2", "frontend": true, "clientPort": 3011}],
         "chat": [{"id": "chat-1"}, {"id": "chat-2"}]}"""))).await(20, SECONDS);
    var ann = cluster.client("connector-1").await(5, SECONDS);
    var bob = cluster.client("connector-2").await(5, SECONDS);
    ann.request("connector.entry.enter", new JsonObject().put("name", "ann").put("room", "r"))
      .await(5, SECONDS);
    bob.request("connector.entry.enter", new JsonObject().put("name", "bob").put("room", "r"))
      .await(5, SECONDS);
    ann.request("chat.room.join", new JsonObject()).await(5, SECONDS);
    var answer = bob.request("chat.room.join", new JsonObject()).await(5, SECONDS);
    assertEquals(new JsonObject("{\"users\":[\"ann\",\"bob\"]}"), answer);

    bob.request("chat.room.say", new JsonObject().put("text", "hello")).await(5, SECONDS);
    assertEquals(new JsonObject().put("from", "bob").put("text", "hello"),
      ann.push("onChat").await(5, SECONDS));
  }
}
