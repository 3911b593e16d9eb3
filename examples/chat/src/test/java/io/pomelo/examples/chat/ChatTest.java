package io.pomelo.examples.chat;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The game's rules, over the wire. */
@ExtendWith(VertxExtension.class)
class ChatTest {

  private TestCluster cluster;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    cluster = await(TestCluster.start(vertx, new ChatGame(), new JsonObject().put("webPort", 0)));
  }

  @Test
  void gateSendsANameToTheSameConnectorEveryTimeAndUsesAllConnectors() throws Exception {
    TestClient client = await(cluster.client("gate-1"));
    for (String name : List.of("Alice", "Bob")) {
      List<Integer> ports = IntStream.range(0, 3).mapToObj(i -> ask(client, name)).toList();
      assertEquals(1, ports.stream().distinct().count(), name + ": " + ports);
    }
    assertEquals(Set.of(cluster.port("connector-1"), cluster.port("connector-2")),
      IntStream.range(0, 20).mapToObj(i -> ask(client, "player " + i)).collect(toSet()));
  }

  @Test
  void gateAnswers500WhenNoConnectorRuns() throws Exception {
    await(cluster.stop("connector-1"));
    await(cluster.stop("connector-2"));
    TestClient client = await(cluster.client("gate-1"));
    assertEquals(new JsonObject().put("code", 500), await(client.request(
      "gate.gateHandler.queryEntry", new JsonObject().put("uid", "Alice"))));
  }

  @Test
  void peopleOfARoomSeeAndHearEachOtherAcrossConnectors() throws Exception {
    TestClient alice = enter("connector-1", "Alice");
    TestClient bob = await(cluster.client("connector-2"));
    JsonObject entered = await(bob.request("connector.entryHandler.enter", seat(" Bob ")));
    assertEquals(new JsonObject().put("code", 200).put("user", "Bob").put("rid", "orchard")
      .put("users", new JsonArray().add("Alice").add("Bob")), entered);
    assertEquals(new JsonObject().put("user", "Bob"), await(alice.push("onAdd")));

    assertEquals(200, say(bob, "good morning \uD83D\uDE00", "*"));
    var chat = new JsonObject().put("from", "Bob").put("msg", "good morning \uD83D\uDE00")
      .put("target", "*");
    assertEquals(chat, await(alice.push("onChat")));
    assertEquals(chat, await(bob.push("onChat")));
  }

  @Test
  void messageToOneReachesThemAndNobodyElse() throws Exception {
    TestClient alice = enter("connector-1", "Alice");
    TestClient bob = enter("connector-2", "Bob");
    TestClient eve = enter("connector-2", "Eve");
    assertEquals(200, say(alice, "for you", "Bob"));
    assertEquals("for you", await(bob.push("onChat")).getString("msg"));
    assertEquals(404, say(alice, "for nobody", "Mallory"));
    assertEquals(200, say(alice, "for all", "*"));
    // What each got first, as a server's pushes to a client keep their order.
    assertEquals("for all", await(eve.push("onChat")).getString("msg"));
    assertEquals("for all", await(alice.push("onChat")).getString("msg"));
  }

  @Test
  void nameInUseIsRefusedOnEveryConnectorAndAnotherOneMayBeTaken() throws Exception {
    TestClient alice = enter("connector-1", "Alice");
    for (String connector : List.of("connector-1", "connector-2")) {
      TestClient other = await(cluster.client(connector));
      JsonObject refused = await(other.request("connector.entryHandler.enter", seat("Alice")));
      assertEquals(409, refused.getInteger("code"));
      assertEquals("somebody in orchard is called Alice already", refused.getString("msg"));
      JsonObject entered = await(other.request("connector.entryHandler.enter", seat(connector)));
      assertEquals(200, entered.getInteger("code"), entered::encode);
      await(other.close());
      assertEquals(connector, await(alice.push("onLeave")).getString("user"));
    }
    // The refused ones took nobody with them when they went.
    assertEquals(200, say(alice, "still here", "*"));
    assertEquals("still here", await(alice.push("onChat")).getString("msg"));
  }

  @Test
  void nameThatWillNotDoIsRefusedWithAReason() throws Exception {
    TestClient client = await(cluster.client("connector-1"));
    for (String name : List.of("", "  ", "a*b", "x".repeat(Seat.MAX_NAME + 1), "a\u202Eb")) {
      JsonObject refused = await(client.request("connector.entryHandler.enter", seat(name)));
      assertEquals(400, refused.getInteger("code"), name);
      assertNotEquals("", refused.getString("msg", ""), name);
    }
  }

  @Test
  void whoLosesTheConnectionOrLeavesIsOutOfTheRoom() throws Exception {
    TestClient alice = enter("connector-1", "Alice");
    TestClient bob = enter("connector-2", "Bob");
    await(bob.close());
    assertEquals("Bob", await(alice.push("onLeave")).getString("user"));
    TestClient again = enter("connector-2", "Bob");
    assertEquals(200, await(again.request("connector.entryHandler.leave", new JsonObject()))
      .getInteger("code"));
    assertEquals("Bob", await(alice.push("onLeave")).getString("user"));
    assertEquals(403, say(again, "from outside", "*"));
    JsonObject elsewhere = await(again.request("connector.entryHandler.enter",
      new JsonObject().put("username", "Bob").put("rid", "kitchen")));
    assertEquals(new JsonArray().add("Bob"), elsewhere.getJsonArray("users"), elsewhere::encode);
  }

  @Test
  void nobodyTalksWithoutEnteringARoom() throws Exception {
    TestClient client = await(cluster.client("connector-1"));
    assertEquals(403, say(client, "hello", "*"));
  }

  private TestClient enter(String connector, String name) throws Exception {
    TestClient client = await(cluster.client(connector));
    JsonObject entered = await(client.request("connector.entryHandler.enter", seat(name)));
    assertEquals(200, entered.getInteger("code"), entered::encode);
    return client;
  }

  private static int say(TestClient client, String content, String target) throws Exception {
    return await(client.request("chat.chatHandler.send",
      new JsonObject().put("content", content).put("target", target))).getInteger("code");
  }

  private static int ask(TestClient gate, String name) {
    try {
      return await(gate.request("gate.gateHandler.queryEntry", new JsonObject().put("uid", name)))
        .getInteger("port");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject seat(String name) {
    return new JsonObject().put("username", name).put("rid", "orchard");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
  }
}
