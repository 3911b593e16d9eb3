package io.pomelo.rpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RpcToAllTest {

  private Board board;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    board = Board.start(vertx, app -> app.rpcBefore(call ->
      "chat-3".equals(call.serverId()) && call.method().equals("echo")
        ? Future.failedFuture("not there") : Future.succeededFuture()));
  }

  @Test
  void everyServerAnswersForItself() throws Exception {
    var sums = board.run(app -> app.rpcToAll("chat", Score.class, score -> score.add(1, 2)));
    assertTrue(sums.allSucceeded());
    assertEquals(Map.of("chat-1", "chat-1:3", "chat-2", "chat-2:3", "chat-3", "chat-3:3"),
      sums.results());
    assertEquals(List.of("chat-1", "chat-2", "chat-3"), List.copyOf(sums.results().keySet()));
  }

  @Test
  void aFailureIsThatOfOneServer() throws Exception {
    var echoes = board.run(app -> app.rpcToAll("chat", Score.class, score ->
      score.echo(new JsonObject().put("n", 1))));
    assertFalse(echoes.allSucceeded());
    assertEquals(List.of("chat-1", "chat-2"), List.copyOf(echoes.results().keySet()));
    assertEquals("not there", echoes.failures().get("chat-3").getMessage());
    assertEquals(new JsonObject("""
      {"results": {"chat-1": {"n": 1}, "chat-2": {"n": 1}},
       "failures": {"chat-3": {"code": 500, "msg": "not there"}}}"""), echoes.toJson());
  }

  @Test
  void aServerThatLeavesFailsAtOnce() throws Exception {
    var answers = board.begin(app -> app.rpcToAll("chat", Score.class, Score::hold));
    for (String id : List.of("chat-1", "chat-2")) {
      board.seat(id).held.poll(5, SECONDS).complete("here");
    }
    board.seat("chat-3").held.poll(5, SECONDS);
    board.cluster.app("chat-3").stop(true);
    var ended = answers.await(10, SECONDS);
    assertEquals(Map.of("chat-1", "here", "chat-2", "here"), ended.results());
    assertEquals(Links.PEER_LEFT,
      ((LinkException) ended.failures().get("chat-3")).failureCode());
  }

  @Test
  void anExceptionOrNullIsAFailureToo() throws Exception {
    RpcResults<String> thrown = board.run(app -> app.rpcToAll("chat", Score.class, score -> {
      throw new IllegalStateException("thrown");
    }));
    assertEquals(3, thrown.failures().size());
    RpcResults<String> none = board.run(app -> app.rpcToAll("chat", Score.class, score -> null));
    assertEquals("the call to chat-1: null (expected: a future)",
      none.failures().get("chat-1").getMessage());
  }

  @Test
  void withoutServersThereIsNothing() throws Exception {
    var nothing = board.run(app -> app.rpcToAll("none", Score.class, score -> score.add(1, 2)));
    assertTrue(nothing.allSucceeded());
    assertTrue(nothing.results().isEmpty());
  }
}
