package io.pomelo.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.channel.Member;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontendSessionTest {

  private static final JsonObject SERVERS = new JsonObject()
    .put("connector", new JsonArray()
      .add(new JsonObject().put("id", "connector-1").put("frontend", true).put("clientPort", 0)))
    .put("chat", new JsonArray().add(new JsonObject().put("id", "chat-1")));
  /** Different users, whatever a look at their text says (decision D4). */
  private static final List<Object> UIDS = List.of("1", 1, "ann", 1L << 40, "" + (1L << 40), -1);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final List<Registration> registrations = new ArrayList<>();
  private Vertx vertx;
  private TestCluster cluster;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    cluster = await(TestCluster.start(vertx, SERVERS, app -> {
      for (String type : List.of("connector", "chat")) {
        app.handler(type + ".test.bind", request -> request.session()
          .bind(((JsonObject) request.msg()).getValue("uid")).map(v -> new JsonObject()
            .put("code", 200).put("uid", request.session().uid())));
        app.handler(type + ".test.set", request -> {
          request.session().set("kept", 1).set("gone", 2);
          return request.session().pushAll().map(v -> new JsonObject().put("code", 200));
        });
        app.handler(type + ".test.remove", request -> {
          request.session().set("kept", 3).remove("gone").remove("never");
          return request.session().push("gone").map(v -> request.session().settings());
        });
        app.handler(type + ".test.settings", request ->
          Future.succeededFuture(request.session().settings()));
      }
      app.handler("connector.test.listen", request -> {
        var session = (FrontendSession) request.session();
        registrations.add(session.bindHandler(s -> events.add("bind " + s.uid())));
        registrations.add(session.unbindHandler(s -> events.add("unbind " + s.uid())));
        registrations.add(session.closeHandler(s -> events.add("close")));
        registrations.add(session.closeHandler("room", s -> events.add("room")));
        return Future.succeededFuture(new JsonObject().put("code", 200));
      });
      app.handler("connector.test.cancel", request -> {
        int from = ((JsonObject) request.msg()).getInteger("from");
        registrations.subList(from, from + 4).forEach(Registration::cancel);
        return Future.succeededFuture(new JsonObject().put("code", 200));
      });
    }));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private static JsonObject ask(TestClient client, String route, JsonObject body) throws Exception {
    return await(client.request(route, body));
  }

  @Test
  void aHandlerCanBeTakenBackAndLeavesItsSuccessorAlone() throws Exception {
    var client = await(cluster.client("connector-1"));
    ask(client, "connector.test.listen", null);
    ask(client, "connector.test.listen", null);
    ask(client, "connector.test.cancel", new JsonObject().put("from", 0));
    ask(client, "connector.test.bind", new JsonObject().put("uid", "ann"));
    assertEquals("bind ann", events.poll(10, TimeUnit.SECONDS));
    await(client.close());
    assertEquals("close", events.poll(10, TimeUnit.SECONDS));
    assertEquals("room", events.poll(10, TimeUnit.SECONDS));

    var silent = await(cluster.client("connector-1"));
    ask(silent, "connector.test.listen", null);
    ask(silent, "connector.test.cancel", new JsonObject().put("from", 8));
    ask(silent, "connector.test.bind", new JsonObject().put("uid", "bob"));
    var last = await(cluster.client("connector-1"));
    ask(last, "connector.test.listen", null);
    await(silent.close());
    await(last.close());
    assertEquals("close", events.poll(10, TimeUnit.SECONDS));
    assertEquals("room", events.poll(10, TimeUnit.SECONDS));
    assertEquals(List.of(), List.copyOf(events));
  }

  @Test
  void aUidKeepsItsTypeOnEveryWay() throws Exception {
    for (String type : List.of("connector", "chat")) {
      var clients = new ArrayList<TestClient>();
      for (Object uid : UIDS) {
        var client = await(cluster.client("connector-1"));
        clients.add(client);
        assertEquals(uid, ask(client, type + ".test.bind", new JsonObject().put("uid", uid))
          .getValue("uid"));
      }
      for (int i = 0; i < UIDS.size(); i++) {
        Object uid = UIDS.get(i);
        var pushed = await(cluster.call("chat-1", app -> app.channelService().pushMessageByUids(
          "onOne", new JsonObject().put("uid", uid), List.of(new Member(uid, "connector-1")))));
        assertEquals(1, pushed.getQueued());
        assertEquals(uid, await(clients.get(i).push("onOne")).getValue("uid"));
        assertEquals(uid, await(cluster.call("chat-1", app -> app.backendSessionService()
          .getByUid("connector-1", uid))).get(0).uid());
      }
      var everybody = await(cluster.call("chat-1", app -> {
        var channel = app.channelService().createChannel(type);
        UIDS.forEach(uid -> assertEquals(true, channel.add(uid, "connector-1")));
        assertEquals(UIDS, channel.getMembers());
        UIDS.forEach(uid -> assertEquals(uid, channel.getMember(uid).getUid()));
        assertEquals(true, channel.leave("1", "connector-1"));
        return channel.pushMessage("onAll", new JsonObject());
      }));
      assertEquals(UIDS.size() - 1, everybody.getQueued());
      for (int i = 0; i < UIDS.size(); i++) {
        Object uid = UIDS.get(i);
        await(cluster.call("chat-1", app ->
          app.backendSessionService().kickByUid("connector-1", uid, "bye " + uid)));
        assertEquals("bye " + uid, await(clients.get(i).kicked()));
        await(clients.get(i).closed());
        assertEquals(i == 0 ? 0 : 1, clients.get(i).pushes("onAll").size());
        assertEquals(1, clients.get(i).pushes("onOne").size());
      }
    }
  }

  @Test
  void aRemovedKeyIsGoneForEverybody() throws Exception {
    for (String type : List.of("connector", "chat")) {
      var client = await(cluster.client("connector-1"));
      ask(client, type + ".test.set", null);
      assertEquals(new JsonObject().put("kept", 3), ask(client, type + ".test.remove", null));
      for (String seenBy : List.of("connector", "chat")) {
        assertEquals(new JsonObject().put("kept", 1), ask(client, seenBy + ".test.settings", null));
      }
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
