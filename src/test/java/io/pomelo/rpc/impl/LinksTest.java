package io.pomelo.rpc.impl;

import static io.pomelo.rpc.impl.TestServer.bytes;
import static io.pomelo.rpc.impl.TestServer.sees;
import static io.pomelo.rpc.impl.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.RequestException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LinksTest {

  private TestServer a;
  private TestServer b;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    a = TestServer.start(vertx, "a", "front");
    b = TestServer.start(vertx, "b", "back");
    sees(a, "b", b.self.getIncarnation());
    b.links.handle(LinkOp.FORWARD, (from, payload) ->
      Future.succeededFuture(bytes(from + ":" + text(payload))));
  }

  @Test
  void pushesAndAnswersArriveInTheOrderSent() throws Exception {
    var arrived = new ArrayList<String>();
    a.links.handle(LinkOp.PUSH, (from, payload) -> {
      arrived.add("push " + text(payload));
      return Future.succeededFuture();
    });
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> {
      b.links.send(from, LinkOp.PUSH, payload);
      return Future.succeededFuture(payload);
    });
    var expected = new ArrayList<String>();
    a.run(() -> {
      var answers = new ArrayList<Future<String>>();
      for (int i = 0; i < 200; i++) {
        expected.add("push " + i);
        expected.add("answer " + i);
        answers.add(a.request("b", LinkOp.SESSION_GET, "" + i)
          .onSuccess(answer -> arrived.add("answer " + answer)));
      }
      return Future.all(answers);
    });
    assertEquals(expected, arrived);
  }

  @Test
  void framesOfOneTurnTravelInOneBusMessage(Vertx vertx) throws Exception {
    a.ask("b", LinkOp.FORWARD, "hello first").await(5, TimeUnit.SECONDS);
    var messages = countMessages(vertx);
    a.run(() -> {
      var answers = new ArrayList<Future<String>>();
      for (int i = 0; i < 50; i++) {
        a.links.send("b", LinkOp.HELLO, new byte[i]);
        answers.add(a.request("b", LinkOp.FORWARD, "" + i));
      }
      return Future.all(answers);
    });
    assertEquals(Map.of(address(b), 1, address(a), 1), messages);
  }

  @Test
  void requestsOverTheBoundFailAtOnce() throws Exception {
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> Promise.<byte[]>promise().future());
    Future<String> refused = a.run(() -> {
      for (int i = 0; i < Link.MAX_REQUESTS; i++) {
        assertFalse(a.request("b", LinkOp.SESSION_GET, "x").isComplete());
      }
      return Future.succeededFuture(a.request("b", LinkOp.FORWARD, "one too many"));
    });
    assertTrue(refused.isComplete());
    assertFailure(Links.NO_ANSWER, "FORWARD to b: 10000 requests wait for their answers (expected: "
      + "fewer than 10000)", refused);
  }

  @Test
  void bytesOverTheBoundAreRefusedUntilTheyAreWritten() throws Exception {
    int mebibyte = 1024 * 1024;
    var results = a.run(() -> {
      var all = new ArrayList<Future<byte[]>>();
      for (int i = 0; i < 16; i++) {
        all.add(a.links.request("b", LinkOp.FORWARD, new byte[mebibyte], TestServer.TIMEOUT));
      }
      return Future.succeededFuture(all);
    });
    Future<byte[]> refused = results.remove(15);
    assertFailure(Links.NO_ANSWER, "FORWARD to b: 1048576 bytes after 15728", refused);
    Future.all(results).await(5, TimeUnit.SECONDS);
    assertEquals("a:again", a.ask("b", LinkOp.FORWARD, "again").await(5, TimeUnit.SECONDS));
  }

  @Test
  void aPeerThatLeavesFailsWhatIsInFlightAndAnswersNobodyAfterwards() throws Exception {
    Promise<byte[]> held = Promise.promise();
    Promise<Void> asked = Promise.promise();
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> {
      asked.tryComplete();
      return held.future();
    });
    Promise<String> pushed = Promise.promise();
    a.links.handle(LinkOp.PUSH, (from, payload) -> {
      pushed.complete(text(payload));
      return Future.succeededFuture();
    });
    var outcomes = new ArrayList<String>();
    var all = new ArrayList<Future<String>>();
    a.run(() -> {
      for (int i = 0; i < 100; i++) {
        all.add(a.request("b", LinkOp.SESSION_GET, "x").onComplete(result ->
          outcomes.add(result.succeeded() ? result.result() : result.cause().getMessage())));
      }
      return Future.succeededFuture();
    });
    asked.future().await(5, TimeUnit.SECONDS);

    b.membership.leave(b.self);
    for (Future<String> one : all) {
      assertFailure(Links.PEER_LEFT, "SESSION_GET to b: the peer left the cluster", one);
    }
    assertFailure(Links.UNKNOWN_PEER, "b: no such server", a.ask("b", LinkOp.FORWARD, "x"));

    b.run(() -> { // it still works, and its frames keep their order: the answers, then the push
      held.complete(bytes("late"));
      b.links.send("a", LinkOp.PUSH, bytes("after them"));
      return Future.succeededFuture();
    });
    assertEquals("after them", pushed.future().await(5, TimeUnit.SECONDS));
    assertEquals(100, outcomes.size());
    assertFalse(outcomes.contains("late"));
  }

  @Test
  void aPeerThatLeftStillGetsItsAnswers() throws Exception {
    b.run(() -> Future.succeededFuture(b.membership.leave(b.self)));
    sees(a, "b", 0);
    a.links.handle(LinkOp.SESSION_GET, (from, payload) -> Future.succeededFuture(payload));
    assertEquals("x", b.ask("a", LinkOp.SESSION_GET, "x").await(5, TimeUnit.SECONDS));
    assertFailure(Links.UNKNOWN_PEER, "b: no such server", a.ask("b", LinkOp.FORWARD, "x"));
  }

  @Test
  void aRestartedPeerNeverGetsItsPredecessorsTraffic(Vertx vertx) throws Exception {
    var seenByFirst = new ArrayList<String>();
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> {
      seenByFirst.add(text(payload));
      return Promise.<byte[]>promise().future();
    });
    Future<String> inFlight = a.ask("b", LinkOp.SESSION_GET, "for the first");
    a.ask("b", LinkOp.FORWARD, "x").await(5, TimeUnit.SECONDS);
    var seenBySecond = new ArrayList<String>();
    TestServer second = TestServer.start(vertx, "b", "back"); // while the first is still there
    second.links.handle(LinkOp.SESSION_GET, (from, payload) -> {
      seenBySecond.add(text(payload));
      return Future.succeededFuture(payload);
    });
    assertFailure(Links.PEER_LEFT, "came back as another run", inFlight);
    for (String question : List.of("1", "2", "3")) { // each in a bus message of its own
      assertEquals(question, a.ask("b", LinkOp.SESSION_GET, question).await(5, TimeUnit.SECONDS));
    }
    assertEquals(List.of("for the first"), seenByFirst);
    assertEquals(List.of("1", "2", "3"), seenBySecond);

    var pushes = new ArrayList<String>();
    a.links.handle(LinkOp.PUSH, (from, payload) -> {
      pushes.add(text(payload));
      return Future.succeededFuture();
    });
    var messages = countMessages(vertx);
    b.run(() -> {
      b.links.send("a", LinkOp.PUSH, bytes("from the past"));
      return Future.succeededFuture();
    });
    b.run(Future::succeededFuture); // the outbox is flushed a turn later
    a.run(Future::succeededFuture);
    assertEquals(1, messages.get(address(a)));
    assertEquals(List.of(), pushes);
  }

  @Test
  void aThrowingHandlerDisturbsNoOtherOfItsBatch() throws Exception {
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> {
      throw new IllegalStateException("secret");
    });
    b.links.handle(LinkOp.SESSION_BIND, (from, payload) -> null);
    var results = a.run(() -> {
      var all = List.of(
        a.request("b", LinkOp.FORWARD, "1"),
        a.request("b", LinkOp.SESSION_GET, "2"),
        a.request("b", LinkOp.SESSION_BIND, "3"),
        a.request("b", LinkOp.SESSION_KICK, "4"),
        a.request("b", LinkOp.FORWARD, "5"));
      return Future.join(all).otherwiseEmpty().map(all);
    });
    assertEquals("a:1", results.get(0).result());
    assertFailure(500, "SESSION_GET failed on b", results.get(1));
    assertFailure(500, "SESSION_BIND failed on b", results.get(2));
    assertFailure(500, "SESSION_KICK on b: no handler", results.get(3));
    assertEquals("a:5", results.get(4).result());
  }

  @Test
  void aCallerThatThrowsDisturbsNoOther() throws Exception {
    Future<String> second = a.run(() -> {
      a.request("b", LinkOp.FORWARD, "1").onComplete(result -> {
        throw new IllegalStateException("thrown on purpose by a test");
      });
      return a.request("b", LinkOp.FORWARD, "2").map(Future::succeededFuture);
    });
    assertEquals("a:2", second.result());
  }

  @Test
  void aRequestEndsAtItsDeadline() throws Exception {
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> Promise.<byte[]>promise().future());
    long start = System.nanoTime();
    Future<byte[]> asked = a.begin(() ->
      a.links.request("b", LinkOp.SESSION_GET, bytes("x"), 60));
    assertFailure(Links.NO_ANSWER, "SESSION_GET to b: no answer (expected: within 60 ms)", asked);
    assertTrue(System.nanoTime() - start >= 60_000_000);
  }

  @Test
  void anUnknownPeerFailsAtOnce() throws Exception {
    assertFailure(Links.UNKNOWN_PEER, "FORWARD to nobody: no such server (expected: one that is "
      + "running)", a.ask("nobody", LinkOp.FORWARD, "x"));
    a.run(() -> {
      a.links.send("nobody", LinkOp.PUSH, bytes("dropped"));
      return Future.succeededFuture();
    });
  }

  @Test
  void aFailureKeepsCodeTextAndDebugInformation() throws Exception {
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> Future.failedFuture(
      new RequestException(-7, "grüße", new JsonObject().put("why", "test"))));
    b.links.handle(LinkOp.SESSION_BIND, (from, payload) -> ServiceException.fail(3, null));
    for (TestServer asker : List.of(a, b)) { // b asks itself, without the bus
      ServiceException failure = failure(asker.ask("b", LinkOp.SESSION_GET, "x"));
      assertSame(ServiceException.class, failure.getClass());
      assertEquals(-7, failure.failureCode());
      assertEquals("grüße", failure.getMessage());
      assertEquals("test", failure.getDebugInfo().getJsonObject("body").getString("why"));
      failure = failure(asker.ask("b", LinkOp.SESSION_BIND, "x"));
      assertEquals(3, failure.failureCode());
      assertEquals(null, failure.getMessage());
    }
  }

  @Test
  void theOwnIdIsServedWithoutTheBus(Vertx vertx) throws Exception {
    a.ask("b", LinkOp.FORWARD, "hello first").await(5, TimeUnit.SECONDS);
    var messages = countMessages(vertx);
    assertEquals("b:x", b.ask("b", LinkOp.FORWARD, "x").await(5, TimeUnit.SECONDS));
    assertEquals(Map.of(), messages);
  }

  @Test
  void handlersAndCompletionsRunOnTheirServersContext() throws Exception {
    Promise<byte[]> foreign = Promise.promise();
    Thread loopOfA = a.run(() -> Future.succeededFuture(Thread.currentThread()));
    Thread loopOfB = b.run(() -> Future.succeededFuture(Thread.currentThread()));
    Promise<Thread> handled = Promise.promise();
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> {
      handled.complete(Thread.currentThread());
      new Thread(() -> foreign.complete(payload)).start();
      return foreign.future();
    });
    Thread completed = a.run(() -> a.request("b", LinkOp.SESSION_GET, "x")
      .map(answer -> Thread.currentThread()));
    assertSame(loopOfB, handled.future().await(5, TimeUnit.SECONDS));
    assertSame(loopOfA, completed);
    Promise<byte[]> own = Promise.promise();
    b.links.handle(LinkOp.SESSION_BIND, (from, payload) -> own.future());
    Future<Thread> ownCompleted = b.begin(() -> {
      new Thread(() -> own.complete(bytes("x"))).start();
      return b.request("b", LinkOp.SESSION_BIND, "x").map(answer -> Thread.currentThread());
    });
    assertSame(loopOfB, ownCompleted.await(5, TimeUnit.SECONDS));
  }

  @Test
  void undeployFailsWhatIsInFlight() throws Exception {
    b.links.handle(LinkOp.SESSION_GET, (from, payload) -> Promise.<byte[]>promise().future());
    a.links.handle(LinkOp.SESSION_GET, (from, payload) -> Promise.<byte[]>promise().future());
    Future<String> toPeer = a.ask("b", LinkOp.SESSION_GET, "x");
    Future<String> toSelf = a.ask("a", LinkOp.SESSION_GET, "x");
    a.run(() -> a.links.undeploy(null).mapEmpty());
    assertFailure(Links.PEER_LEFT, "a stops", toPeer);
    assertFailure(Links.PEER_LEFT, "the server stops", toSelf);
    assertFailure(Links.UNKNOWN_PEER, "no such server", a.ask("b", LinkOp.FORWARD, "x"));
  }

  @Test
  void anOperationHasOneHandler() {
    assertThrows(IllegalStateException.class, () ->
      b.links.handle(LinkOp.FORWARD, (from, payload) -> Future.succeededFuture()));
    assertThrows(IllegalStateException.class, () ->
      b.links.handle(LinkOp.HELLO, (from, payload) -> Future.succeededFuture()));
  }

  static void assertFailure(int code, String text, Future<?> future) throws Exception {
    ServiceException failure = failure(future);
    assertEquals(code, failure.failureCode(), failure.getMessage());
    assertTrue(failure.getMessage().contains(text), failure.getMessage());
  }

  static ServiceException failure(Future<?> future) {
    return assertInstanceOf(ServiceException.class,
      assertThrows(Exception.class, () -> future.await(5, TimeUnit.SECONDS)));
  }

  private static String address(TestServer server) {
    return BusAddress.link(server.self.getId(), server.self.getIncarnation());
  }

  private static Map<String, Integer> countMessages(Vertx vertx) {
    var messages = new ConcurrentHashMap<String, Integer>();
    vertx.eventBus().addInboundInterceptor((DeliveryContext<Object> delivery) -> {
      messages.merge(delivery.message().address(), 1, Integer::sum);
      delivery.next();
    });
    return messages;
  }
}
