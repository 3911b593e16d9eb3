package io.pomelo.handler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Request;
import io.pomelo.session.Session;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers that wait for results, on servers whose tasks are virtual threads. */
@ExtendWith(VertxExtension.class)
class VirtualThreadsTest {

  private static final int JAVA = Runtime.version().feature();

  /** A frontend and a backend on virtual threads. */
  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0,
                    "threading": "virtual"}],
     "chat": [{"id": "chat-1", "threading": "virtual"}]}""");

  /** Handlers in the blocking style; the fields are the state of one server, without locks. */
  public static final class Blocking {

    private final Application app;
    private final List<Integer> notes = new ArrayList<>();
    private final Promise<String> word = Promise.promise();
    private int inside;
    private int overlaps;
    private int steps;

    Blocking(Application app) {
      this.app = app;
    }

    /** An answer without a future. */
    public record Sum(int sum) {
    }

    /** Two numbers. */
    public record Terms(int a, int b) {
    }

    public Sum add(Terms terms, Session session) {
      return new Sum(terms.a() + terms.b());
    }

    public Future<Sum> addLater(Terms terms, Session session) {
      return Future.succeededFuture(add(terms, session));
    }

    public void note(JsonObject msg, Session session) {
      notes.add(msg.getInteger("n"));
    }

    public JsonArray notes(Request request) {
      return new JsonArray(notes);
    }

    public String hear(JsonObject msg, Session session) {
      return word.future().await();
    }

    public void say(JsonObject msg, Session session) {
      word.complete(msg.getString("word"));
    }

    public void refuse(JsonObject msg, Session session) {
      ServiceException.fail(7, "for you").await();
    }

    /** Counts the steps, and those during which another handler of this server ran. */
    public JsonObject step(JsonObject msg, Session session) {
      for (int i = 0; i < 5; i++) {
        if (++inside > 1) {
          overlaps++;
        }
        int before = steps;
        Thread.yield(); // a second carrier thread would get in here
        steps = before + 1;
        inside--;
        app.vertx().timer(1).await();
      }
      return new JsonObject().put("steps", steps).put("overlaps", overlaps);
    }

    public JsonObject services(JsonObject msg, Session session) {
      session.bind("ann").await();
      session.set("room", "r").pushAll().await();
      Context afterwards = Vertx.currentContext();
      var channel = app.channelService().getChannel("r", true);
      channel.add(session.uid(), session.frontendId());
      channel.pushMessage("onJoin", new JsonObject().put("user", session.uid())).await();
      return new JsonObject().put("members", new JsonArray(channel.getMembers()))
        .put("context", afterwards == app.context());
    }
  }

  /** A class for an event loop by mistake. */
  public static final class Plain {

    public JsonObject go(JsonObject msg, Session session) {
      return msg;
    }
  }

  private static TestCluster start(Vertx vertx) throws Exception {
    return TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS)
      .setRequestTimeout(5_000).setStopTimeout(1_000), VirtualThreadsTest::setup)
      .await(20, SECONDS);
  }

  private static void setup(Application app) {
    app.handlers("connector.h", Blocking::new).handlers("chat.h", Blocking::new)
      .handler("chat.lambda.later", request -> {
        app.vertx().timer(1).await();
        return Future.succeededFuture(new JsonObject().put("waited", true));
      });
  }

  private static TestClient virtual(Vertx vertx) throws Exception {
    assumeTrue(JAVA >= 21, "Java 21 or later");
    return start(vertx).client("connector-1").await(5, SECONDS);
  }

  private static Object ask(TestClient client, String route, JsonObject body) throws Exception {
    return client.ask(route, body).await(10, SECONDS);
  }

  @Test
  void methodsGivePlainResultsAndFutures(Vertx vertx) throws Exception {
    TestClient client = virtual(vertx);
    var terms = new JsonObject().put("a", 1).put("b", 2);
    for (String type : List.of("connector", "chat")) {
      var expected = new JsonObject().put("sum", 3);
      assertEquals(expected, ask(client, type + ".h.add", terms));
      assertEquals(expected, ask(client, type + ".h.addLater", terms));
      assertEquals(new JsonObject(), ask(client, type + ".h.note", new JsonObject().put("n", 1)));
    }
  }

  @Test
  void othersAreServedWhileAHandlerWaits(Vertx vertx) throws Exception {
    TestClient client = virtual(vertx);
    for (String type : List.of("connector", "chat")) {
      Future<Object> heard = client.ask(type + ".h.hear", new JsonObject());
      ask(client, type + ".h.say", new JsonObject().put("word", "hello"));
      assertEquals("hello", heard.await(5, SECONDS));
    }
  }

  @Test
  void oneHandlerRunsAtATime(Vertx vertx) throws Exception {
    TestClient client = virtual(vertx);
    for (String type : List.of("connector", "chat")) {
      var answers = new ArrayList<Future<Object>>();
      for (int i = 0; i < 40; i++) {
        answers.add(client.ask(type + ".h.step", new JsonObject()));
      }
      Future.all(answers).await(20, SECONDS);
      int steps = 0;
      for (Future<Object> answer : answers) {
        var counted = (JsonObject) answer.result();
        assertEquals(0, counted.getInteger("overlaps"));
        steps = Math.max(steps, counted.getInteger("steps"));
      }
      assertEquals(200, steps, type);
    }
  }

  @Test
  void handlersOfASessionStartInOrder(Vertx vertx) throws Exception {
    TestClient client = virtual(vertx);
    var expected = new JsonArray();
    for (int n = 0; n < 100; n++) {
      client.notify("chat.h.note", new JsonObject().put("n", n));
      expected.add(n);
    }
    assertEquals(expected, ask(client, "chat.h.notes", new JsonObject()));
  }

  @Test
  void servicesOfTheServerAreUsedWithoutLeavingItsContext(Vertx vertx) throws Exception {
    TestClient client = virtual(vertx);
    assertEquals(new JsonObject().put("members", new JsonArray().add("ann")).put("context", true),
      ask(client, "chat.h.services", new JsonObject()));
    assertEquals(new JsonObject().put("user", "ann"), client.push("onJoin").await(5, SECONDS));
  }

  @Test
  void aFailureThatWasWaitedForIsTheAnswer(Vertx vertx) throws Exception {
    TestClient client = virtual(vertx);
    assertEquals(new JsonObject().put("code", 7).put("msg", "for you"),
      ask(client, "chat.h.refuse", new JsonObject()));
  }

  @Test
  void aLambdaMayWaitToo(Vertx vertx) throws Exception {
    TestClient client = virtual(vertx);
    assertEquals(new JsonObject().put("waited", true),
      ask(client, "chat.lambda.later", new JsonObject()));
  }

  @Test
  void aServerStopsThoughAHandlerStillWaits(Vertx vertx) throws Exception {
    assumeTrue(JAVA >= 21, "Java 21 or later");
    TestCluster cluster = start(vertx);
    TestClient client = cluster.client("connector-1").await(5, SECONDS);
    client.notify("chat.h.hear", new JsonObject());
    client.notify("connector.h.hear", new JsonObject());
    ask(client, "chat.h.notes", new JsonObject()); // both wait by now
    cluster.stop().await(10, SECONDS);
    client.closed().await(5, SECONDS);
  }

  @Test
  void theSettingGoesBeforeTheEntry(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, SERVERS, app -> app.set("threading", "event-loop")
      .handler("connector.h.thread", request -> Future.succeededFuture(
        Context.isOnEventLoopThread()))).await(20, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    assertEquals(true, ask(client, "connector.h.thread", new JsonObject()));
  }

  @Test
  void anOlderJavaIsNamed(Vertx vertx) {
    assumeTrue(JAVA < 21, "Java before 21");
    var failure = assertThrows(IllegalStateException.class, () -> start(vertx));
    assertEquals("threading of chat-1: virtual on Java " + JAVA
      + " (expected: Java 21 or later, or event-loop)", failure.getMessage());
  }

  @Test
  void anUnknownThreadingIsNamed(Vertx vertx) {
    var failure = assertThrows(IllegalArgumentException.class, () -> TestCluster.start(vertx,
      new JsonObject("{\"chat\": [{\"id\": \"chat-1\", \"threading\": \"green\"}]}"), app -> {
      }).await(20, SECONDS));
    assertEquals("threading of chat-1: green (expected: event-loop or virtual)",
      failure.getMessage());
  }

  @Test
  void aPlainResultIsRefusedOnAnEventLoop(Vertx vertx) {
    var failure = assertThrows(IllegalArgumentException.class, () -> TestCluster.start(vertx,
      new JsonObject("{\"chat\": [{\"id\": \"chat-1\"}]}"),
      app -> app.handlers("chat.h", a -> new Plain())).await(20, SECONDS));
    assertTrue(failure.getMessage().startsWith("handler chat.h.go: a method that returns JsonObject"
      + " on a server on an event loop, which must not wait for a result (expected: "),
      failure.getMessage());
    assertTrue(failure.getMessage().contains("\"threading\": \"virtual\""), failure.getMessage());
  }
}
