package io.pomelo.rpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RpcInvokeTest {

  private final List<Object> args = new ArrayList<>();
  private Board board;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    board = Board.start(vertx, app -> app.rpcBefore(call -> {
      args.addAll(call.args());
      return Future.succeededFuture();
    }));
  }

  private Object invoke(String serverId, String service, String method, JsonObject args)
    throws Exception {
    return board.run(app -> app.rpcInvoke(serverId, service, method, args));
  }

  private ServiceException refused(String serverId, String service, String method)
    throws Exception {
    return (ServiceException) Board.failure(board.begin(app ->
      app.rpcInvoke(serverId, service, method, new JsonObject())));
  }

  @Test
  void aCallByNamesIsTheCallOfTheInterface() throws Exception {
    var sum = new JsonObject().put("left", 1).put("right", 2);
    assertEquals("chat-2:3", invoke("chat-2", "score", "add", sum));
    assertEquals(List.of(sum), args);
    var value = new JsonObject().put("list", new JsonArray().add(1).add("two"));
    assertEquals(value, invoke("chat-1", "score", "echo", new JsonObject().put("value", value)));
  }

  @Test
  void itFailsAsTheOtherCallsDo() throws Exception {
    var failure = (ServiceException) Board.failure(board.begin(app ->
      app.rpcInvoke("chat-1", "score", "fail", new JsonObject().put("way", "why"))));
    assertEquals(9, failure.failureCode());
    assertEquals("why", failure.getMessage());
    assertEquals(Links.UNKNOWN_PEER, refused("nobody", "score", "add").failureCode());
  }

  @Test
  void anUnknownServiceOrMethodIsNamed() throws Exception {
    var noService = refused("chat-1", "scores", "add");
    assertEquals(Links.UNKNOWN_PEER, noService.failureCode());
    assertTrue(noService.getMessage().startsWith("scores.add to chat-1: nobody listens"),
      noService.getMessage());
    var noMethod = refused("chat-1", "score", "subtract");
    assertEquals(500, noMethod.failureCode());
    assertTrue(noMethod.getMessage().contains("subtract"), noMethod.getMessage());
    assertEquals("chat-1:3", invoke("chat-1", "score", "add",
      new JsonObject().put("left", 1).put("right", 2)));
  }

  @Test
  void anArgumentThatIsMissingOrOfAnotherTypeIsAFailureAtOnce() throws Exception {
    assertEquals(500, refused("chat-1", "score", "add").failureCode());
    var wrong = (ServiceException) Board.failure(board.begin(app -> app.rpcInvoke("chat-1",
      "score", "add", new JsonObject().put("left", "text").put("right", 2))));
    assertEquals(500, wrong.failureCode());
  }

  @Test
  void aServerThatLeavesFailsItAtOnce() throws Exception {
    var answer = board.begin(app ->
      app.rpcInvoke("chat-1", "score", "hold", new JsonObject()));
    board.seat("chat-1").held.poll(5, SECONDS);
    board.cluster.app("chat-1").stop(true);
    assertEquals(Links.PEER_LEFT, ((LinkException) Board.failure(answer)).failureCode());
  }
}
