package io.pomelo.rpc.impl;

import static io.pomelo.rpc.impl.LinksTest.assertFailure;
import static io.pomelo.rpc.impl.LinksTest.failure;
import static io.pomelo.rpc.impl.TestServer.sees;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.RouteRequest;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Score;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RpcTest {

  private TestServer a;
  private TestServer b;
  private ScoreImpl score;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    a = TestServer.start(vertx, "a", "front");
    b = TestServer.start(vertx, "b", "back");
    score = new ScoreImpl(b);
    b.run(() -> b.remotes.register(Score.class, score));
    sees(a, "b", b.self.getIncarnation());
  }

  @Test
  void aCallIsRoutedAndAnswered() throws Exception {
    assertEquals("b:5", a.run(() -> a.rpc.caller("back", Score.class, "u1").add(2, 3)));
    var value = new JsonObject().put("list", new JsonArray().add(1).add("two"));
    assertEquals(value, a.run(() -> a.rpc.callerTo("b", Score.class).echo(value)));
    assertEquals("b:7", b.run(() -> b.rpc.callerTo("b", Score.class).add(3, 4)));
  }

  @Test
  void aRouteFunctionSeesTheCallAndMayTakeItsTime() throws Exception {
    var asked = new ArrayList<RouteRequest>();
    Promise<String> route = Promise.promise();
    a.routes.put("back", request -> {
      asked.add(request);
      return route.future();
    });
    Future<String> answer = a.begin(() -> a.rpc.caller("back", Score.class, 42).add(1, 2));
    a.run(Future::succeededFuture);
    assertFalse(answer.isComplete());
    new Thread(() -> route.complete("b")).start();
    assertEquals("b:3", answer.await(5, TimeUnit.SECONDS));
    assertEquals("back", asked.get(0).serverType());
    assertEquals(42, asked.get(0).routeParam());
    assertNull(asked.get(0).session());
    assertEquals(new JsonObject().put("namespace", "user").put("serverType", "back")
      .put("service", "score").put("method", "add").put("args", new JsonArray().add(1).add(2L)),
      asked.get(0).msg());
  }

  @Test
  void failuresOfRoutingFailTheCall(Vertx vertx) throws Exception {
    var slow = TestServer.start(vertx, "slow", "front", 60);
    sees(slow, "b", b.self.getIncarnation());
    for (TestServer caller : List.of(a, slow)) {
      assertFailure(Links.UNKNOWN_PEER, "can not find server info for type:none",
        caller.begin(() -> caller.rpc.caller("none", Score.class, null).add(1, 2)));
      assertFailure(Links.UNKNOWN_PEER, "score.add to nobody: no such server",
        caller.begin(() -> caller.rpc.callerTo("nobody", Score.class).add(1, 2)));
    }
    slow.routes.put("back", request -> Promise.<String>promise().future());
    assertFailure(Links.NO_ANSWER, "the route function: no answer (expected: within 60 ms)",
      slow.begin(() -> slow.rpc.caller("back", Score.class, null).add(1, 2)));
  }

  @Test
  void aServiceExceptionKeepsItsParts() throws Exception {
    ServiceException failure = failure(call(remote -> remote.fail("service")));
    assertEquals(-9, failure.failureCode());
    assertEquals("for you", failure.getMessage());
    assertEquals(1, failure.getDebugInfo().getInteger("seen"));
    failure = failure(call(remote -> remote.fail("request")));
    assertSame(ServiceException.class, failure.getClass());
    assertEquals(7, failure.failureCode());
    assertEquals("with a body", failure.getMessage());
    assertEquals("test", failure.getDebugInfo().getJsonObject("body").getString("why"));
  }

  @Test
  void anyOtherFailureIsALinkExceptionThatSaysNothingOfItself() throws Exception {
    for (String way : List.of("failed", "null", "thrown")) {
      ServiceException failure = failure(call(remote -> remote.fail(way)));
      assertEquals(500, failure.failureCode());
      assertEquals("score.fail failed on b", failure.getMessage());
      assertSame(LinkException.class, failure.getClass());
    }
    assertEquals("b:3", call(remote -> remote.add(1, 2)).await(5, TimeUnit.SECONDS));
  }

  @Test
  void aPeerThatLeavesFailsItsCallsAtOnce() throws Exception {
    Future<String> inFlight = call(Score::hold);
    Promise<String> held = score.held.poll(5, TimeUnit.SECONDS);
    b.membership.leave(b.self);
    assertFailure(Links.PEER_LEFT, "score.hold to b: the peer left", inFlight);
    assertFailure(Links.UNKNOWN_PEER, "can not find server info for type:back",
      call(remote -> remote.add(1, 2)));
    held.complete("late");
    assertTrue(inFlight.failed());
  }

  @Test
  void aRestartedPeerGetsItsOwnCallsOnly(Vertx vertx) throws Exception {
    Future<String> inFlight = call(Score::hold);
    score.held.poll(5, TimeUnit.SECONDS);
    TestServer second = TestServer.start(vertx, "b", "back"); // while the first is still there
    var fresh = new ScoreImpl(second);
    assertFailure(Links.PEER_LEFT, "score.hold to b", inFlight);
    assertFailure(Links.UNKNOWN_PEER, "nobody listens", call(Score::hold));
    second.run(() -> second.remotes.register(Score.class, fresh));
    Future<String> again = call(Score::hold);
    fresh.held.poll(5, TimeUnit.SECONDS).complete("from the second");
    assertEquals("from the second", again.await(5, TimeUnit.SECONDS));
    assertTrue(score.held.isEmpty());
  }

  @Test
  void aCallEndsAtItsDeadline(Vertx vertx) throws Exception {
    var hasty = TestServer.start(vertx, "hasty", "front", 60);
    sees(hasty, "b", b.self.getIncarnation());
    long start = System.nanoTime();
    assertFailure(Links.NO_ANSWER, "score.hold to b: no answer (expected: within 60 ms)",
      hasty.begin(() -> hasty.rpc.callerTo("b", Score.class).hold()));
    assertTrue(System.nanoTime() - start >= 60_000_000);
  }

  @Test
  void callsOverTheBoundFailAtOnce() throws Exception {
    Future<String> refused = a.run(() -> {
      Score remote = a.rpc.callerTo("b", Score.class);
      for (int i = 0; i < RemotePeer.MAX_CALLS; i++) {
        remote.hold();
      }
      return Future.succeededFuture(remote.hold());
    });
    assertTrue(refused.isComplete());
    assertFailure(Links.NO_ANSWER, "10000 calls wait", refused);
  }

  @Test
  void aMethodWithoutAnAnswerIsFireAndForget() throws Exception {
    a.run(() -> {
      a.rpc.callerTo("nobody", Score.class).tell("dropped");
      Score remote = a.rpc.caller("back", Score.class, null);
      remote.tell("throw");
      remote.tell("again");
      return Future.succeededFuture();
    });
    assertEquals("throw", score.told.poll(5, TimeUnit.SECONDS));
    assertEquals("again", score.told.poll(5, TimeUnit.SECONDS));
  }

  @Test
  void aCallerIsAnObjectLikeOthers() throws Exception {
    a.run(() -> {
      Score remote = a.rpc.caller("back", Score.class, null);
      assertEquals("score of a server of type back", remote.toString());
      assertEquals(remote, remote);
      assertEquals(remote.hashCode(), remote.hashCode());
      assertNotEquals(remote, a.rpc.caller("back", Score.class, null));
      return Future.succeededFuture();
    });
  }

  @Test
  void onlyProxyGenInterfacesAreRemotes() throws Exception {
    for (Class<?> other : List.of(Runnable.class, ScoreImpl.class)) {
      String text = assertThrows(IllegalArgumentException.class, () -> a.run(() ->
        Future.succeededFuture(a.rpc.callerTo("b", other)))).getMessage();
      assertTrue(text.contains(other.getName()), text);
      assertTrue(text.contains("@ProxyGen"), text);
    }
  }

  @Test
  void aClosedRegistryIsNotCalledAnyMore() throws Exception {
    b.run(b.remotes::close);
    assertFailure(Links.UNKNOWN_PEER, "score.add to b: nobody listens",
      call(remote -> remote.add(1, 2)));
  }

  private <T> Future<T> call(Function<Score, Future<T>> method) {
    return a.begin(() -> method.apply(a.rpc.caller("back", Score.class, "u1")));
  }
}
