package io.pomelo.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.pomelo.Application;
import io.pomelo.connector.PushKind;
import io.pomelo.connector.PushRequest;
import io.pomelo.connector.PushSchedulerOptions;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BroadcastFilterTest {

  private static final JsonObject SERVERS = new JsonObject()
    .put("connector", new JsonArray()
      .add(new JsonObject().put("id", "connector-1").put("frontend", true).put("clientPort", 0))
      .add(new JsonObject().put("id", "connector-2").put("frontend", true).put("clientPort", 0)))
    .put("chat", new JsonArray().add(new JsonObject().put("id", "chat-1")));

  private final List<PushRequest> selected = new CopyOnWriteArrayList<>();
  private Vertx vertx;
  private TestCluster cluster;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    cluster = await(TestCluster.start(vertx, SERVERS, this::setup));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private void setup(Application app) {
    app.set("channelConfig", new ChannelOptions().setBroadcastFilter(candidate -> {
      if (candidate.filterParam() == null) {
        return true;
      }
      int level = candidate.session().get("level"); // no level: thrown at by a null
      var message = (JsonObject) candidate.message();
      return candidate.route().equals("onNews") && message.getString("text").equals("hello")
        && level >= ((JsonObject) candidate.filterParam()).getInteger("min");
    }));
    app.set("pushSchedulerConfig", new PushSchedulerOptions().setSelector(message -> {
      selected.add(message);
      return null;
    }));
    app.handler("connector.test.level", request -> {
      var session = request.session();
      Object uid = ((JsonObject) request.msg()).getValue("uid");
      session.set("level", ((JsonObject) request.msg()).getValue("level"));
      return (uid == null ? Future.<Void>succeededFuture() : session.bind(uid))
        .compose(v -> session.pushAll()).map(v -> new JsonObject().put("code", 200));
    });
  }

  private TestClient client(String frontendId, Object uid, Integer level) throws Exception {
    var client = await(cluster.client(frontendId));
    var body = new JsonObject().put("uid", uid).put("level", level);
    assertEquals(200, await(client.request("connector.test.level", body)).getInteger("code"));
    return client;
  }

  private PushResult broadcast(PushOptions options) throws Exception {
    return await(cluster.call("chat-1", app -> app.channelService().broadcast("connector",
      "onNews", new JsonObject().put("text", "hello"), options)));
  }

  @Test
  void everyFrontendAsksTheFilterForEverySession() throws Exception {
    var high = List.of(client("connector-1", null, 5), client("connector-2", "ann", 3));
    var low = client("connector-1", "bob", 1);
    var broken = List.of(client("connector-1", "eve", null), client("connector-2", 7, null));

    var result =
      broadcast(new PushOptions().setFilterParam(new JsonObject().put("min", 3)));

    assertEquals(2, result.getQueued());
    for (TestClient client : high) {
      assertEquals("hello", await(client.push("onNews")).getString("text"));
    }
    assertEquals(1, broadcast(new PushOptions().setBinded(true)
      .setFilterParam(new JsonObject().put("min", 3))).getQueued());
    assertEquals(5, broadcast(new PushOptions()).getQueued());
    for (TestClient client : new ArrayList<>(broken)) {
      await(client.push("onNews"));
      assertEquals(1, client.pushes("onNews").size());
    }
    await(low.push("onNews"));
    assertEquals(1, low.pushes("onNews").size());
  }

  @Test
  void selectorsSeeTheOptionsOfTheSender() throws Exception {
    client("connector-1", "ann", 5);
    selected.clear();
    var user = new JsonObject().put("lane", "fast");
    var member = new Member("ann", "connector-1");

    broadcast(new PushOptions().setUserOptions(user));
    await(cluster.call("chat-1", app -> app.channelService().pushMessageByUids("onNews", "hi",
      List.of(member), new PushOptions().setUserOptions(user))));
    await(cluster.call("chat-1", app -> {
      var channel = app.channelService().createChannel("all");
      channel.add("ann", "connector-1");
      return channel.pushMessage("onNews", "hi", new PushOptions().setUserOptions(user));
    }));
    await(cluster.call("chat-1", app -> app.channelService().pushMessageByUids("onNews", "hi",
      List.of(member))));

    // Each frontend chooses for itself; only the broadcast went to both.
    assertEquals(2, selected.stream().filter(
      new PushRequest(PushKind.BROADCAST, "onNews", user)::equals).count());
    assertEquals(2, selected.stream().filter(
      new PushRequest(PushKind.PUSH, "onNews", user)::equals).count());
    assertEquals(1, selected.stream().filter(
      new PushRequest(PushKind.PUSH, "onNews")::equals).count());
    assertEquals(5, selected.size());
  }

  @Test
  void optionsSurviveJsonAndCopies() {
    var options = new PushOptions().setBinded(true).setFilterParam(List.of(1, "a"))
      .setUserOptions(new JsonObject().put("lane", "fast"));

    assertEquals(options.toJson(), new PushOptions(options).toJson());
    assertEquals(options.toJson().encode(),
      new PushOptions(new JsonObject(options.toJson().encode())).toJson().encode());
    options.setUserOptions(null).setFilterParam(null);
    assertEquals(new PushOptions().setBinded(true).toJson(), options.toJson());
    Function<BroadcastCandidate, Boolean> filter = candidate -> true;
    assertSame(filter, new ChannelOptions(new ChannelOptions().setBroadcastFilter(filter))
      .getBroadcastFilter());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
