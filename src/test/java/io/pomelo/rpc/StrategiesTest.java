package io.pomelo.rpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a server is chosen when an option says so; the route function is not asked then. */
@ExtendWith(VertxExtension.class)
class StrategiesTest {

  private static Board board(Vertx vertx, int... weights) throws Exception {
    return Board.start(vertx, new ApplicationOptions().setServers(Board.servers(weights)),
      app -> app.route("chat", request -> Future.failedFuture("asked")));
  }

  private static Function<Application, Score> by(RouterType type, Object param) {
    var options = new RpcOptions().setRouterType(type);
    return app -> app.rpc("chat", Score.class, param, options);
  }

  @Test
  void roundRobinTakesTurns(Vertx vertx) throws Exception {
    var board = board(vertx, 1, 1, 1);
    assertEquals(List.of("chat-1", "chat-2", "chat-3", "chat-1", "chat-2", "chat-3"),
      board.ask(6, by(RouterType.ROUND_ROBIN, null)));
    board.cluster.stop("chat-2").await(10, SECONDS);
    assertEquals(List.of("chat-1", "chat-3", "chat-1"),
      board.ask(3, by(RouterType.ROUND_ROBIN, null)));
  }

  @Test
  void theSettingIsForAllCalls(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app ->
      app.set("proxyConfig", new JsonObject().put("routerType", "rr")));
    assertEquals(List.of("chat-1", "chat-2", "chat-3"),
      board.ask(3, app -> app.rpc("chat", Score.class, "one")));
  }

  @Test
  void weightsCountTurns(Vertx vertx) throws Exception {
    var board = board(vertx, 3, 0, 1);
    var servers = board.ask(8, by(RouterType.WEIGHTED, null));
    assertEquals(6, Collections.frequency(servers, "chat-1"), servers::toString);
    assertEquals(2, Collections.frequency(servers, "chat-3"), servers::toString);
    board.cluster.stop("chat-1").await(10, SECONDS);
    board.cluster.stop("chat-3").await(10, SECONDS);
    assertEquals("servers of type chat: weights of 0 (expected: one above 0)", Board.failure(
      board.begin(app -> by(RouterType.WEIGHTED, null).apply(app).add(1, 2))).getMessage());
  }

  @Test
  void leastActiveCountsWhatWaitsForAnAnswer(Vertx vertx) throws Exception {
    var board = board(vertx, 1, 1, 1);
    board.run(app -> {
      app.rpcTo("chat-1", Score.class).hold();
      app.rpcTo("chat-2", Score.class).hold();
      app.rpcTo("chat-3", Score.class).hold();
      app.rpcTo("chat-3", Score.class).hold();
      app.rpcTo("chat-1", Score.class).hold();
      return Future.succeededFuture();
    });
    assertEquals(Set.of("chat-2"), Set.copyOf(board.ask(10, by(RouterType.LEAST_ACTIVE, null))));
    for (int i = 0; i < 2; i++) { // chat-1 is done with its calls
      board.seat("chat-1").held.poll(5, SECONDS).complete("done");
    }
    board.run(app -> app.rpcTo("chat-1", Score.class).add(1, 2)); // its answers came before
    assertEquals(Set.of("chat-1"), Set.copyOf(board.ask(10, by(RouterType.LEAST_ACTIVE, null))));
  }

  @Test
  void randomReachesEveryServer(Vertx vertx) throws Exception {
    var board = board(vertx, 1, 1);
    assertEquals(Set.of("chat-1", "chat-2"), // misses one in 2^59 runs
      new HashSet<>(board.ask(60, by(RouterType.RANDOM, null))));
  }

  @Test
  void consistentHashingKeepsAUserAndMovesFew(Vertx vertx) throws Exception {
    var board = board(vertx, 1, 1, 1);
    var before = board.askEach(60, i -> by(RouterType.CONSISTENT_HASH, "user-" + i));
    assertEquals(before, board.askEach(60, i -> by(RouterType.CONSISTENT_HASH, "user-" + i)));
    assertEquals(3, Set.copyOf(before).size());
    board.cluster.stop("chat-2").await(10, SECONDS);
    var after = board.askEach(60, i -> by(RouterType.CONSISTENT_HASH, "user-" + i));
    for (int i = 0; i < 60; i++) {
      if (!before.get(i).equals("chat-2")) {
        assertEquals(before.get(i), after.get(i), "user-" + i);
      }
    }
    assertTrue(!after.contains("chat-2"), after::toString);
  }

  @Test
  void withoutAServerEveryWayFails(Vertx vertx) throws Exception {
    var board = board(vertx, 1);
    board.cluster.stop("chat-1").await(10, SECONDS);
    for (RouterType type : RouterType.values()) {
      var failure = (LinkException) Board.failure(
        board.begin(app -> by(type, "x").apply(app).add(1, 2)));
      assertEquals(Links.UNKNOWN_PEER, failure.failureCode());
    }
  }
}
