package io.pomelo.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloseNotificationTest {

  private static final JsonObject SERVERS = new JsonObject()
    .put("connector", new JsonArray()
      .add(new JsonObject().put("id", "connector-1").put("frontend", true).put("clientPort", 0))
      .add(new JsonObject().put("id", "connector-2").put("frontend", true).put("clientPort", 0)))
    .put("chat", new JsonArray().add(new JsonObject().put("id", "chat-1"))
      .add(new JsonObject().put("id", "chat-2")));

  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private TestCluster cluster;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    cluster = await(TestCluster.start(vertx, SERVERS, app -> {
      app.route("chat", request -> Future.succeededFuture("chat-1"));
      app.handler("chat.test.enter", request -> {
        var session = (BackendSession) request.session();
        session.closeHandler(ended -> ends.add(app.getServerId() + " " + ended + " "
          + ended.settings().encode()));
        return session.bind("ann").compose(v -> session.set("room", 7).pushAll())
          .map(v -> new JsonObject().put("code", 200).put("sid", session.id()));
      });
    }));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private long enter(TestClient client) throws Exception {
    return await(client.request("chat.test.enter", null)).getLong("sid");
  }

  private Registration watch(String serverId, String frontendId, long sid, String name)
    throws Exception {
    return on(serverId, service -> service.closeHandler(frontendId, sid, name, session ->
      ends.add(serverId + " " + name + " " + session)));
  }

  private <T> T on(String serverId, Function<BackendSessionService, T> action) throws Exception {
    return await(cluster.call(serverId, app ->
      Future.succeededFuture(action.apply(app.backendSessionService()))));
  }

  @Test
  void aBackendThatHandledARequestLearnsOfTheEndOnce() throws Exception {
    var client = await(cluster.client("connector-1"));
    long sid = enter(client);
    assertEquals(sid, enter(client));

    await(client.close());

    assertEquals("chat-1 session " + sid + "@connector-1 of ann {\"room\":7}", nextEnd());
    nothingMore();
  }

  @Test
  void everyServerThatAskedLearnsOfTheEndByItself() throws Exception {
    long sid = enter(await(cluster.client("connector-1")));
    for (String id : List.of("chat-2", "connector-1", "connector-2")) {
      watch(id, "connector-1", sid, "one");
    }
    watch("chat-2", "connector-1", sid, "two");

    await(cluster.call("chat-2", app -> app.backendSessionService().kickBySid("connector-1", sid)));

    var all = List.of(nextEnd(), nextEnd(), nextEnd(), nextEnd(), nextEnd()).stream().sorted()
      .toList();
    String session = "session " + sid + "@connector-1 of ann";
    assertEquals(List.of("chat-1 " + session + " {\"room\":7}", "chat-2 one " + session,
      "chat-2 two " + session, "connector-1 one " + session, "connector-2 one " + session), all);
    nothingMore();
  }

  @Test
  void aHandlerThatWasTakenBackOrReplacedHearsNothing() throws Exception {
    var client = await(cluster.client("connector-1"));
    long sid = enter(client);
    var replaced = watch("chat-2", "connector-1", sid, "one");
    watch("chat-2", "connector-1", sid, "one");
    var cancelled = watch("chat-2", "connector-1", sid, "two");
    var again = watch("connector-2", "connector-1", sid, "three");
    on("chat-2", service -> {
      replaced.cancel(); // leaves its successor alone
      cancelled.cancel();
      cancelled.cancel();
      return null;
    });
    on("connector-2", service -> {
      again.cancel();
      return null;
    });
    watch("connector-2", "connector-1", sid, "four");
    on("chat-1", service -> service.closeHandler("connector-1", sid, null));

    await(client.close());

    assertEquals(List.of("chat-2 one session " + sid + "@connector-1 of ann",
      "connector-2 four session " + sid + "@connector-1 of ann"),
      List.of(nextEnd(), nextEnd()).stream().sorted().toList());
    nothingMore();
  }

  @Test
  void theEndOfAFrontendIsTheEndOfItsSessions() throws Exception {
    long sid = enter(await(cluster.client("connector-2")));

    await(cluster.stop("connector-2"));

    assertEquals("chat-1 session " + sid + "@connector-2 of ann {\"room\":7}", nextEnd());
    nothingMore();
  }

  @Test
  void aSessionThatIsGoneHasEndedAlready() throws Exception {
    watch("chat-2", "connector-1", 999, "late");
    assertEquals("chat-2 late session 999@connector-1", nextEnd());
    watch("chat-2", "nobody", 1, "late");
    assertEquals("chat-2 late session 1@nobody", nextEnd());
    // On the frontend itself the answer is there at once; the handler still comes afterwards.
    assertNull(on("connector-1", service -> {
      service.closeHandler("connector-1", 999, session -> ends.add("own " + session));
      return ends.peek();
    }));
    assertEquals("own session 999@connector-1", nextEnd());
  }

  private String nextEnd() throws Exception {
    return ends.poll(10, TimeUnit.SECONDS);
  }

  /** What was on its way to any server has arrived when a question behind it is answered. */
  private void nothingMore() throws Exception {
    for (String id : List.of("chat-1", "chat-2", "connector-1")) {
      for (String frontendId : List.of("connector-1", "connector-2")) {
        await(cluster.call(id, app ->
          app.backendSessionService().get(frontendId, 999).otherwiseEmpty()));
      }
    }
    assertNull(ends.peek());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}
