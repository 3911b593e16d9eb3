package io.pomelo.filter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Request;
import io.pomelo.session.FrontendSession;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SerialFilterTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  private static final JsonObject NOTHING = new JsonObject();
  private static final JsonObject ERROR = new JsonObject().put("code", 500);

  private final List<String> started = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<Promise<JsonObject>> held = new LinkedBlockingQueue<>();
  private final Promise<Void> closed = Promise.promise();
  private TestCluster cluster;

  private TestClient start(Vertx vertx, Consumer<Application> filters) throws Exception {
    var options = new ApplicationOptions().setServers(SERVERS).setStopTimeout(200)
      .setRouteTimeouts(new JsonObject().put("chat.h.brief", 100));
    cluster = TestCluster.start(vertx, options, app -> {
      filters.accept(app);
      for (String type : List.of("connector", "chat")) {
        app.handler(type + ".h.hold", this::hold)
          .handler(type + ".h.brief", this::hold)
          .handler(type + ".h.now", request -> note(request))
          .handler(type + ".h.boom", request -> {
            throw new IllegalStateException("thrown on purpose by a test");
          });
      }
    }).await(20, SECONDS);
    return client("connector-1");
  }

  private TestClient client(String frontend) throws Exception {
    return cluster.client(frontend).await(5, SECONDS);
  }

  private Future<JsonObject> hold(Request request) {
    note(request);
    if (request.session() instanceof FrontendSession here) {
      here.closeHandler(session -> closed.tryComplete());
    }
    Promise<JsonObject> promise = Promise.promise();
    held.add(promise);
    return promise.future();
  }

  private Future<JsonObject> note(Request request) {
    started.add(request.json().getString("tag"));
    return Future.succeededFuture(request.json());
  }

  private static JsonObject tag(String tag) {
    return new JsonObject().put("tag", tag);
  }

  /** Two requests of one session and one of another. */
  private void oneAfterAnother(TestClient client, TestClient other, String type)
    throws Exception {
    started.clear();
    Future<JsonObject> first = client.request(type + ".h.hold", tag("first"));
    Promise<JsonObject> handler = held.poll(5, SECONDS);
    Future<JsonObject> second = client.request(type + ".h.hold", tag("second"));
    Future<JsonObject> third = client.request(type + ".h.now", tag("third"));
    assertEquals(tag("other"), other.request(type + ".h.now", tag("other")).await(5, SECONDS));
    assertEquals(List.of("first", "other"), started);
    handler.complete(tag("done"));
    assertEquals(tag("done"), first.await(5, SECONDS));
    held.poll(5, SECONDS).complete(NOTHING);
    second.await(5, SECONDS);
    assertEquals(tag("third"), third.await(5, SECONDS));
    assertEquals(List.of("first", "other", "second", "third"), started);
  }

  @Test
  void requestsOfASessionRunOneAfterAnother(Vertx vertx) throws Exception {
    var client = start(vertx, app -> app.filter(Filters.serial()));
    for (String type : List.of("connector", "chat")) {
      oneAfterAnother(client, client("connector-1"), type);
    }
  }

  @Test
  void itWorksAsAGlobalFilterAndTwice(Vertx vertx) throws Exception {
    var serial = new LinkedBlockingQueue<String>();
    var client = start(vertx, app -> {
      var filter = Filters.serial();
      serial.add(app.getServerId());
      app.globalFilter(filter).filter(filter).filter(Filters.serial());
    });
    for (String type : List.of("connector", "chat")) {
      oneAfterAnother(client, client("connector-1"), type);
    }
    assertEquals(3, serial.size());
  }

  @Test
  void sessionsOfTheSameIdOnTwoFrontendsDoNotWaitForEachOther(Vertx vertx) throws Exception {
    var first = start(vertx, app -> app.filter(Filters.serial()));
    oneAfterAnother(first, client("connector-2"), "chat"); // both are the first of their frontend
  }

  @Test
  void withoutTheFilterHandlersOverlap(Vertx vertx) throws Exception {
    var client = start(vertx, app -> { });
    client.request("chat.h.hold", tag("first"));
    client.request("chat.h.now", tag("second")).await(5, SECONDS);
    assertEquals(List.of("first", "second"), started);
  }

  @Test
  void theNextStartsWhenOneTakesTooLongAndThatOneFails(Vertx vertx) throws Exception {
    var client = start(vertx, app -> app.filter(Filters.serial(100)));
    long begin = System.nanoTime();
    Future<JsonObject> first = client.request("chat.h.hold", tag("first"));
    Future<JsonObject> second = client.request("chat.h.now", tag("second"));
    assertEquals(tag("second"), second.await(5, SECONDS));
    assertTrue(System.nanoTime() - begin >= 100_000_000);
    assertFalse(first.isComplete());
    held.poll(5, SECONDS).complete(null);
    assertEquals(ERROR, first.await(5, SECONDS));
    assertEquals(tag("third"), client.request("chat.h.now", tag("third")).await(5, SECONDS));
  }

  @Test
  void aRequestThatEndsAtItsDeadlineWhileItWaitsDoesNotStart(Vertx vertx) throws Exception {
    var client = start(vertx, app -> app.filter(Filters.serial()));
    Future<JsonObject> first = client.request("chat.h.hold", tag("first"));
    Promise<JsonObject> handler = held.poll(5, SECONDS);
    assertEquals(ERROR, client.request("chat.h.brief", tag("never")).await(5, SECONDS));
    Future<JsonObject> third = client.request("chat.h.now", tag("third"));
    handler.complete(tag("done"));
    assertEquals(tag("done"), first.await(5, SECONDS));
    assertEquals(tag("third"), third.await(5, SECONDS));
    assertEquals(List.of("first", "third"), started);
  }

  @Test
  void whatFollowsAFilterThatRefusesIsNotHeldUp(Vertx vertx) throws Exception {
    var client = start(vertx, app -> app
      .before(request -> "no".equals(request.json().getString("tag"))
        ? Future.failedFuture("refused") : Future.succeededFuture())
      .filter(Filters.serial())
      .before(request -> "later".equals(request.json().getString("tag"))
        ? Future.failedFuture("refused") : Future.succeededFuture()));
    for (String tag : List.of("no", "later")) {
      assertEquals(ERROR, client.request("chat.h.now", tag(tag)).await(5, SECONDS));
    }
    assertEquals(tag("yes"), client.request("chat.h.now", tag("yes")).await(5, SECONDS));
  }

  @Test
  void aHandlerThatThrowsHoldsUpNobody(Vertx vertx) throws Exception {
    var client = start(vertx, app -> app.filter(Filters.serial(60_000)));
    for (String type : List.of("connector", "chat")) {
      Future<JsonObject> thrown = client.request(type + ".h.boom", NOTHING);
      Future<JsonObject> behind = client.request(type + ".h.now", tag("behind"));
      assertEquals(ERROR, thrown.await(5, SECONDS));
      assertEquals(tag("behind"), behind.await(5, SECONDS));
    }
  }

  @Test
  void requestsThatWaitWhenTheirSessionClosesNeverStart(Vertx vertx) throws Exception {
    var client = start(vertx, app -> app.filter(Filters.serial()));
    client.notify("connector.h.hold", tag("first"));
    Promise<JsonObject> handler = held.poll(5, SECONDS);
    client.notify("connector.h.now", tag("second"));
    client.notify("connector.h.now", tag("third"));
    client.close();
    closed.future().await(5, SECONDS);
    handler.complete(NOTHING);
    client("connector-1").request("connector.h.now", tag("other")).await(5, SECONDS);
    assertEquals(List.of("first", "other"), started);
  }

  @Test
  void aTimeoutOfNothingIsRefused() {
    assertEquals("serial timeout: 0 (expected: >= 1)", assertThrows(
      IllegalArgumentException.class, () -> Filters.serial(0)).getMessage());
  }
}
