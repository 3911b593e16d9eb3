package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.channel.Channel;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values and users that cannot travel are refused where they come in, not where they go out. */
@ExtendWith(VertxExtension.class)
class SessionValueTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  private final List<String> closed = new ArrayList<>();
  private TestCluster cluster;
  private TestClient client;

  /** No JSON value. */
  record Move(int x) {
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, this::setup).await(20, SECONDS);
    client = cluster.client("connector-1").await(5, SECONDS);
    client.request("connector.h.bind", new JsonObject()).await(5, SECONDS);
  }

  private void setup(Application app) {
    app.handler("connector.h.bind", request -> request.session().bind("u"))
      .handler("chat.h.values", request -> Future.succeededFuture(request.session().settings()));
  }

  private <T> T onFrontend(Function<Application, Future<T>> action)
    throws Exception {
    return cluster.call("connector-1", action).await(5, SECONDS);
  }

  @Test
  void aValueThatIsNoJsonIsRefusedWhereItIsSet() throws Exception {
    onFrontend(app -> {
      var session = app.sessionService().getByUid("u").get(0);
      assertThrows(IllegalArgumentException.class, () -> session.set("move", new Move(1)));
      assertThrows(IllegalArgumentException.class,
        () -> session.set("deep", new JsonObject().put("move", new Move(1))));
      session.set("ok", new JsonObject().put("x", 1)).set("none", null);
      return session.pushAll();
    });
    assertThrows(ExecutionException.class, () -> cluster.call("connector-1", app ->
        app.sessionService().importAll(app.sessionService().getByUid("u").get(0).id(),
          new JsonObject().put("first", 1).put("move", new Move(1))))
      .toCompletionStage().toCompletableFuture().get(5, SECONDS));
    assertEquals(new JsonObject().put("ok", new JsonObject().put("x", 1)).putNull("none"),
      client.request("chat.h.values", new JsonObject()).await(5, SECONDS));
  }

  @Test
  void whatWasImportedIsNotChangedFromOutside() throws Exception {
    var bag = new JsonObject().put("x", 1);
    onFrontend(app -> app.sessionService()
      .importValue(app.sessionService().getByUid("u").get(0).id(), "bag", bag));
    bag.put("x", 2);
    assertEquals(new JsonObject().put("bag", new JsonObject().put("x", 1)),
      client.request("chat.h.values", new JsonObject()).await(5, SECONDS));
  }

  @Test
  void aMemberThatCannotBeAUserDoesNotSpoilTheChannel() throws Exception {
    var result = cluster.call("chat-1", app -> {
      Channel channel = app.channelService().createChannel("room");
      assertTrue(channel.add("u", "connector-1"));
      for (Object bad : new Object[] {1.5, "", 0, new JsonObject()}) {
        assertFalse(channel.add(bad, "connector-1"), () -> "added " + bad);
      }
      return channel.pushMessage("onChat", new JsonObject().put("x", 1));
    }).await(5, SECONDS);
    assertEquals(1, result.getQueued());
    assertEquals(1, client.push("onChat").await(5, SECONDS).getInteger("x"));
  }

  @Test
  void aRouteThatNoClientCanReadIsRefusedWhereItIsPushed() {
    for (String route : new String[] {null, "r".repeat(256), "é".repeat(128)}) {
      Future<?> push = cluster.call("chat-1", app -> app.channelService()
        .broadcast("connector", route, new JsonObject().put("x", 1)));
      var failure = assertThrows(ExecutionException.class,
        () -> push.toCompletionStage().toCompletableFuture().get(5, SECONDS));
      assertEquals(IllegalArgumentException.class, failure.getCause().getClass());
    }
  }

  @Test
  void aCloseHandlerThatComesTooLateIsCalledToo() throws Exception {
    Promise<Void> gone = Promise.promise();
    var session = onFrontend(app -> {
      var bound = app.sessionService().getByUid("u").get(0);
      bound.closeHandler("in time", s -> gone.complete());
      return Future.succeededFuture(bound);
    });
    client.close().await(5, SECONDS);
    gone.future().await(5, SECONDS);
    onFrontend(app -> {
      session.closeHandler(s -> closed.add("late"));
      return Future.succeededFuture();
    });
    assertEquals(List.of("late"), closed);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aCloseHandlerThatThrowsWhatKotlinMayDoesNotKeepTheOthersFromRunning() throws Exception {
    onFrontend(app -> {
      var session = app.sessionService().getByUid("u").get(0);
      session.closeHandler("first", s -> SessionValueTest.<RuntimeException>sneak(
        new IOException("no")));
      session.closeHandler("second", s -> closed.add("second"));
      return app.sessionService().kick("u");
    });
    client.closed().await(5, SECONDS);
    onFrontend(app -> Future.succeededFuture());
    assertEquals(List.of("second"), closed);
  }
}
