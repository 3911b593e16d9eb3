package io.pomelo.rpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RpcOptionsTest {

  private final ApplicationOptions options = new ApplicationOptions()
    .setServers(Board.servers(1, 1, 1)).setCluster(UUID.randomUUID().toString());

  private static RpcOptions safe(FailMode mode) {
    return new RpcOptions().setFailMode(mode).setIdempotent(true).setRetryDelay(1);
  }

  @Test
  void optionsInThePlaceOfTheRouteParameterAreRefused(Vertx vertx) throws Exception {
    var board = Board.start(vertx, options, app -> { });
    var failure = Board.failure(board.begin(app -> Future.succeededFuture(
      app.rpc("chat", Score.class, new RpcOptions()))));
    assertInstanceOf(IllegalArgumentException.class, failure);
  }

  private static int code(Future<?> future) throws Exception {
    return ((ServiceException) Board.failure(future)).failureCode();
  }

  /** A call to chat-1 that waits for its answer there. */
  private static <T> Future<T> heldOn(Board board, String serverId,
    Function<Application, Future<T>> call) throws Exception {
    Future<T> answer = board.begin(call);
    assertTrue(board.seat(serverId).held.poll(5, SECONDS) != null);
    return answer;
  }

  private static Function<Application, Score> routed(RpcOptions options) {
    return app -> app.rpc("chat", Score.class, null, options);
  }

  private Board board(Vertx vertx) throws Exception {
    return Board.start(vertx, options,
      app -> app.route("chat", request -> Future.succeededFuture("chat-2")));
  }

  @Test
  void jsonKeepsEveryOptionAndKnowsPomelosNames() {
    var all = new RpcOptions().setTimeout(7).setFailMode(FailMode.FAIL_BACK).setRetries(1)
      .setRetryDelay(2).setKeepTime(3).setIdempotent(true).setIdempotentMethods(List.of("a.b"))
      .setRouterType(RouterType.WEIGHTED).setReplicas(4);
    assertEquals(all.toJson(), new RpcOptions(all.toJson()).toJson());
    assertEquals(all.toJson(), new RpcOptions(all).toJson());
    var pomelo = new RpcOptions(new JsonObject().put("failMode", "failsafe")
      .put("routerType", "la").put("retryTimes", 5));
    assertEquals(FailMode.FAIL_SAFE, pomelo.getFailMode());
    assertEquals(RouterType.LEAST_ACTIVE, pomelo.getRouterType());
    assertEquals(5, pomelo.getRetries());
  }

  @Test
  void valuesThatCannotBeAreRefused() {
    String text = assertThrows(IllegalArgumentException.class, () ->
      new RpcOptions(new JsonObject().put("failMode", "failsometimes"))).getMessage();
    assertTrue(text.startsWith("failMode: failsometimes (expected: one of [FAIL_FAST,"), text);
    assertEquals("retries: -1 (expected: >= 0)", assertThrows(IllegalArgumentException.class,
      () -> new RpcOptions().setRetries(-1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RpcOptions().setReplicas(0));
  }

  @Test
  void aCallerMayHaveADeadlineOfItsOwn(Vertx vertx) throws Exception {
    var board = board(vertx);
    assertEquals(Links.NO_ANSWER, code(board.begin(app ->
      app.rpc("chat", Score.class, null, new RpcOptions().setTimeout(60)).hold())));
    assertEquals(Links.NO_ANSWER, code(board.begin(app ->
      app.rpcTo("chat-1", Score.class, new RpcOptions().setTimeout(60)).hold())));
  }

  @Test
  void whatIsNotMarkedAsIdempotentIsNeverSentTwice(Vertx vertx) throws Exception {
    var board = board(vertx);
    for (FailMode mode : FailMode.values()) {
      assertEquals(Links.NO_ANSWER, code(board.begin(app ->
        routed(safe(mode).setIdempotent(false).setTimeout(60)).apply(app).hold())));
    }
    assertEquals(FailMode.values().length, board.seat("chat-2").held.size());
    assertTrue(board.seat("chat-1").held.isEmpty() && board.seat("chat-3").held.isEmpty());
  }

  @Test
  void failOverTriesTheOthersOnceEach(Vertx vertx) throws Exception {
    var board = board(vertx);
    var mode = safe(FailMode.FAIL_OVER).setTimeout(60).setIdempotent(false)
      .setIdempotentMethods(List.of("score.hold"));
    assertEquals(Links.NO_ANSWER, code(board.begin(app -> routed(mode).apply(app).hold())));
    for (String id : List.of("chat-1", "chat-2", "chat-3")) {
      assertEquals(1, board.seat(id).held.size(), id);
    }
    assertEquals(Links.NO_ANSWER, code(board.begin(app ->
      routed(new RpcOptions(mode).setRetries(1)).apply(app).hold())));
    assertEquals(1, board.seat("chat-1").held.size());
    assertEquals(2, board.seat("chat-3").held.size());
  }

  @Test
  void failOverGoesOnWhenTheServerLeaves(Vertx vertx) throws Exception {
    var board = board(vertx);
    Future<String> answer = heldOn(board, "chat-2", app ->
      routed(safe(FailMode.FAIL_OVER)).apply(app).hold());
    board.cluster.app("chat-2").stop(true);
    board.seat("chat-3").held.poll(5, SECONDS).complete("from chat-3");
    assertEquals("from chat-3", answer.await(5, SECONDS));
  }

  @Test
  void anAddressedCallHasNoOthers(Vertx vertx) throws Exception {
    var board = board(vertx);
    assertEquals(Links.UNKNOWN_PEER, code(board.begin(app ->
      app.rpcTo("chat-9", Score.class, safe(FailMode.FAIL_OVER)).add(1, 2))));
  }

  @Test
  void whatTheRemoteAnswersIsNotRetried(Vertx vertx) throws Exception {
    var board = board(vertx);
    for (FailMode mode : FailMode.values()) {
      assertEquals(9, code(board.begin(app -> routed(safe(mode)).apply(app).fail("no"))));
    }
    assertEquals(FailMode.values().length, board.seat("chat-2").told.size());
  }

  @Test
  void failSafeTriesTheSameServerAgain(Vertx vertx) throws Exception {
    var board = board(vertx);
    assertEquals(Links.NO_ANSWER, code(board.begin(app ->
      routed(safe(FailMode.FAIL_SAFE).setRetries(2).setTimeout(60)).apply(app).hold())));
    assertEquals(3, board.seat("chat-2").held.size());
    assertTrue(board.seat("chat-3").held.isEmpty());
    Future<String> answer = board.begin(app ->
      routed(safe(FailMode.FAIL_SAFE).setTimeout(150)).apply(app).hold());
    for (int i = 0; i < 4; i++) {
      board.seat("chat-2").held.poll(5, SECONDS);
    }
    board.seat("chat-2").held.poll(5, SECONDS).complete("at last");
    assertEquals("at last", answer.await(5, SECONDS));
  }

  @Test
  void aCallThatWaitsForAnotherAttemptEndsWithItsServer(Vertx vertx) throws Exception {
    var board = board(vertx);
    board.cluster.stop("chat-2").await(10, SECONDS);
    var patient = safe(FailMode.FAIL_SAFE).setRetries(3).setRetryDelay(60_000);
    Future<String> answer = board.begin(app ->
      app.rpcTo("chat-2", Score.class, patient).add(1, 2));
    board.run(app -> Future.succeededFuture());
    assertFalse(answer.isComplete());
    board.cluster.stop("area-1").await(10, SECONDS);
    assertEquals(Links.PEER_LEFT, code(answer));
  }

  @Test
  void whatIsSentAgainIsWhatWasSentFirst(Vertx vertx) throws Exception {
    var board = board(vertx);
    var value = new JsonObject().put("n", 1);
    board.cluster.stop("chat-2").await(10, SECONDS);
    var mode = safe(FailMode.FAIL_SAFE).setRetries(100).setRetryDelay(50);
    Future<JsonObject> answer = board.begin(app -> {
      Future<JsonObject> echo = app.rpcTo("chat-2", Score.class, mode).echo(value);
      value.put("n", 2);
      return echo;
    });
    Application again = Pomelo.createApp(vertx, new ApplicationOptions(options)
      .setServerId("chat-2"));
    board.remote(again);
    again.start().await(10, SECONDS);
    assertEquals(new JsonObject().put("n", 1), answer.await(10, SECONDS));
    again.stop().await(10, SECONDS);
  }

  @Test
  void failBackFailsAtOnceAndIsSentWhenTheServerIsBack(Vertx vertx) throws Exception {
    var board = board(vertx);
    board.cluster.stop("chat-2").await(10, SECONDS);
    var before = board.seats.remove("chat-2");
    assertEquals(Links.UNKNOWN_PEER, code(board.begin(app ->
      app.rpcTo("chat-2", Score.class, safe(FailMode.FAIL_BACK)).fail("kept"))));
    board.run(app -> {
      app.rpcTo("chat-2", Score.class, safe(FailMode.FAIL_BACK)).tell("told");
      app.rpcTo("chat-2", Score.class, new RpcOptions()).tell("dropped");
      app.rpcTo("chat-2", Score.class, safe(FailMode.FAIL_BACK).setRetries(0)).tell("dropped");
      return Future.succeededFuture();
    });
    Application again = Pomelo.createApp(vertx, new ApplicationOptions(options)
      .setServerId("chat-2"));
    board.remote(again);
    again.start().await(10, SECONDS);
    assertEquals("kept", board.seat("chat-2").told.poll(5, SECONDS));
    assertEquals("told", board.seat("chat-2").told.poll(5, SECONDS));
    board.run(app -> app.rpcTo("chat-2", Score.class).add(1, 2));
    assertTrue(board.seat("chat-2").told.isEmpty());
    assertTrue(before.told.isEmpty());
    again.stop().await(10, SECONDS);
  }

  @Test
  void failBackKeepsACallNoLongerThanItsTime(Vertx vertx) throws Exception {
    var board = board(vertx);
    board.cluster.stop("chat-2").await(10, SECONDS);
    board.seats.remove("chat-2");
    board.run(app -> {
      app.rpcTo("chat-2", Score.class, safe(FailMode.FAIL_BACK).setKeepTime(1)).tell("too old");
      return vertx.timer(200).mapEmpty();
    });
    Application again = Pomelo.createApp(vertx, new ApplicationOptions(options)
      .setServerId("chat-2"));
    board.remote(again);
    again.start().await(10, SECONDS);
    board.run(app -> app.rpcTo("chat-2", Score.class).add(1, 2));
    assertTrue(board.seat("chat-2").told.isEmpty());
    again.stop().await(10, SECONDS);
  }

  @Test
  void failBackSendsAgainWhatAServerDidNotAnswer(Vertx vertx) throws Exception {
    var board = board(vertx);
    assertEquals(Links.NO_ANSWER, code(board.begin(app -> routed(
      safe(FailMode.FAIL_BACK).setRetries(2).setTimeout(60)).apply(app).hold())));
    for (int i = 0; i < 3; i++) {
      assertTrue(board.seat("chat-2").held.poll(5, SECONDS) != null);
    }
    assertFalse(board.seat("chat-1").held.size() + board.seat("chat-3").held.size() > 0);
  }
}
