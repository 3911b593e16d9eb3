package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients see of a server that stops as planned (promise P5) and of one that comes back. */
@ExtendWith(VertxExtension.class)
class StopTest {

  private final List<Promise<JsonObject>> held = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch reached;
  private Vertx vertx;
  private ApplicationOptions options;
  private TestCluster cluster;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    this.vertx = vertx;
    options = new ApplicationOptions().setCluster(UUID.randomUUID().toString())
      .setServers(new JsonObject("""
        {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
         "chat": [{"id": "chat-1"}, {"id": "chat-2"}]}"""));
    cluster = TestCluster.start(vertx, options, this::setup).await(10, SECONDS);
  }

  /** Clients are at home on chat-1 while that runs. */
  private void setup(Application app) {
    app.route("chat", route -> Future.succeededFuture(
        app.getServersByType("chat").get(0).getId()))
      .handler(app.getServerType() + ".h.hold", request -> {
        Promise<JsonObject> answer = Promise.promise();
        held.add(answer);
        reached.countDown();
        return answer.future().map(v -> v.put("by", app.getServerId()));
      })
      .handler(app.getServerType() + ".h.who", request -> Future.succeededFuture(
        new JsonObject().put("by", app.getServerId())));
  }

  private List<Future<JsonObject>> inProgress(TestClient client, String route, int count)
    throws Exception {
    reached = new CountDownLatch(count);
    var answers = new ArrayList<Future<JsonObject>>();
    for (int i = 0; i < count; i++) {
      answers.add(client.request(route, null));
    }
    assertTrue(reached.await(5, SECONDS));
    return answers;
  }

  private void release() {
    held.forEach(answer -> answer.complete(new JsonObject()));
  }

  private static String who(TestClient client) throws Exception {
    return client.request("chat.h.who", null).await(5, SECONDS).getString("by");
  }

  @Test
  void requestsInProgressAreAnsweredAndNewOnesGoToTheOtherServer() throws Exception {
    var client = cluster.client("connector-1").await(5, SECONDS);
    assertEquals("chat-1", who(client));
    var inProgress = inProgress(client, "chat.h.hold", 10);
    Promise<Void> left = Promise.promise();
    Future<Void> stopped = cluster.stop("chat-1");
    leftTheView(left);
    left.future().await(5, SECONDS);
    assertEquals("chat-2", who(client));
    assertFalse(stopped.isComplete());
    release();
    for (Future<JsonObject> answer : inProgress) {
      assertEquals(new JsonObject().put("by", "chat-1"), answer.await(5, SECONDS));
    }
    stopped.await(5, SECONDS);
    assertEquals("chat-2", who(client));
  }

  /** Asks the frontend, turn by turn, until it does not route to chat-1 any more. */
  private void leftTheView(Promise<Void> left) {
    Application frontend = cluster.app("connector-1");
    frontend.context().runOnContext(v -> {
      if (frontend.getServerById("chat-1") == null) {
        left.complete();
      } else {
        leftTheView(left);
      }
    });
  }

  @Test
  void aStopUnderLoadLosesNoRequest() throws Exception {
    int clients = 8;
    var failed = new CopyOnWriteArrayList<JsonObject>();
    var fromFirst = new AtomicInteger();
    var fromSecond = new AtomicInteger();
    var busy = new CountDownLatch(clients * 20);
    var done = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      var client = cluster.client("connector-1").await(5, SECONDS);
      askOn(client, failed, fromFirst, fromSecond, busy, done);
    }
    assertTrue(busy.await(10, SECONDS));
    cluster.stop("chat-1").await(10, SECONDS);
    assertTrue(done.await(10, SECONDS));
    assertEquals(List.of(), failed);
    assertTrue(fromFirst.get() > 0, "answered by chat-1: " + fromFirst);
  }

  /** Asks again with every answer, five requests at a time, until chat-2 has answered some. */
  private static void askOn(TestClient client, List<JsonObject> failed,
    AtomicInteger fromFirst, AtomicInteger fromSecond, CountDownLatch busy, CountDownLatch done) {
    var five = new ArrayList<Future<JsonObject>>();
    for (int i = 0; i < 5; i++) {
      five.add(client.request("chat.h.who", null).onSuccess(answer -> {
        busy.countDown();
        switch (answer.getString("by", "")) {
          case "chat-1" -> fromFirst.incrementAndGet();
          case "chat-2" -> fromSecond.incrementAndGet();
          default -> failed.add(answer);
        }
      }));
    }
    Future.all(five).onComplete(all -> {
      if (all.failed()) {
        failed.add(new JsonObject().put("failed", all.cause().toString()));
        done.countDown();
      } else if (fromSecond.get() > 100) {
        done.countDown();
      } else {
        askOn(client, failed, fromFirst, fromSecond, busy, done);
      }
    });
  }

  @Test
  void aFrontendThatStopsAnswersWhatItAcceptedAndTellsItsClients() throws Exception {
    var client = cluster.client("connector-1").await(5, SECONDS);
    var own = inProgress(client, "connector.h.hold", 3);
    var forwarded = inProgress(client, "chat.h.hold", 3);
    Future<Void> stopped = cluster.stop("connector-1");
    release();
    for (Future<JsonObject> answer : own) {
      assertEquals("connector-1", answer.await(5, SECONDS).getString("by"));
    }
    for (Future<JsonObject> answer : forwarded) {
      assertEquals("chat-1", answer.await(5, SECONDS).getString("by"));
    }
    assertFalse(client.kicked().await(5, SECONDS).isEmpty());
    client.closed().await(5, SECONDS);
    stopped.await(5, SECONDS);
  }

  @Test
  void aForcedStopFailsWhatIsInProgressAtOnce() throws Exception {
    var client = cluster.client("connector-1").await(5, SECONDS);
    var inProgress = inProgress(client, "chat.h.hold", 3);
    cluster.app("chat-1").stop(true).await(5, SECONDS);
    for (Future<JsonObject> answer : inProgress) {
      assertEquals(new JsonObject().put("code", 500), answer.await(5, SECONDS));
    }
    assertEquals("chat-2", who(client));
  }

  @Test
  void aServerComesBackUnderItsId() throws Exception {
    var client = cluster.client("connector-1").await(5, SECONDS);
    Application running = cluster.app("chat-1");
    for (int i = 0; i < 3; i++) {
      running.stop().await(5, SECONDS);
      assertEquals("chat-2", who(client));
      running = Pomelo.createApp(vertx, new ApplicationOptions(options).setServerId("chat-1"));
      setup(running);
      running.start().await(5, SECONDS);
      assertEquals("chat-1", who(client));
    }
  }

  @Test
  void stoppingTheLastServerOfATypeFailsItsRequestsAtOnce() throws Exception {
    var client = cluster.client("connector-1").await(5, SECONDS);
    cluster.stop("chat-1").await(5, SECONDS);
    cluster.stop("chat-2").await(5, SECONDS);
    assertEquals(new JsonObject().put("code", 500),
      client.request("chat.h.who", null).await(5, SECONDS));
    assertEquals("connector-1",
      client.request("connector.h.who", null).await(5, SECONDS).getString("by"));
  }
}
