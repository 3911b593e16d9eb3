package io.pomelo.rpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Lifecycle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class RpcFilterTest {

  private final List<String> seen = new ArrayList<>();

  private RpcFilter named(String name) {
    return new RpcFilter() {
      @Override
      public Future<Void> before(RpcMessage call) {
        seen.add(name + " before " + call.service() + "." + call.method() + call.args() + " to "
          + call.serverId() + " of " + call.serverType());
        call.put(name, seen.size());
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> after(RpcMessage call) {
        seen.add(name + " after " + call.result() + " " + call.failure() + " "
          + call.<Integer>get(name));
        return Future.succeededFuture();
      }
    };
  }

  @Test
  void bothHalvesRunInTheOrderOfRegistrationAndSeeTheCall(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app.rpcFilter(named("a")).rpcFilter(named("b")));
    assertEquals("chat-2:5", board.run(app -> app.rpcTo("chat-2", Score.class).add(2, 3)));
    assertEquals(List.of("a before score.add[2, 3] to chat-2 of chat",
      "b before score.add[2, 3] to chat-2 of chat",
      "a after chat-2:5 null 1", "b after chat-2:5 null 2"), seen);
  }

  @Test
  void theyMayBeAddedUntilTheComponentsStart(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app.lifecycle("area", new Lifecycle() {
      @Override
      public Future<Void> beforeStartup(Application server) {
        server.rpcFilter(named("late"));
        return Future.succeededFuture();
      }
    }));
    board.run(app -> app.rpcTo("chat-2", Score.class).add(2, 3));
    assertEquals(2, seen.size());
    assertTrue(Board.failure(board.begin(app -> {
      app.rpcBefore(call -> Future.succeededFuture());
      return Future.succeededFuture();
    })).getMessage().contains("rpcBefore after the start"));
  }

  @Test
  void aBeforeFilterMayChangeServerAndArguments(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app
      .route("chat", request -> Future.succeededFuture("chat-1"))
      .rpcBefore(call -> {
        call.redirect("chat-3").setArg(0, 40);
        return vertx.timer(1).mapEmpty();
      }));
    assertEquals("chat-3:42", board.run(app -> app.rpc("chat", Score.class, null).add(1, 2)));
  }

  @Test
  void aBeforeFilterMayChangeTheOptionsOfItsCallOnly(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app.rpcBefore(call -> {
      if (call.method().equals("hold")) {
        call.options().setTimeout(60);
      }
      return Future.succeededFuture();
    }).rpcAfter(call -> {
      seen.add(call.method() + " " + call.options().getTimeout());
      return Future.succeededFuture();
    }));
    var failure = (LinkException) Board.failure(
      board.begin(app -> app.rpcTo("chat-1", Score.class).hold()));
    assertEquals(Links.NO_ANSWER, failure.failureCode());
    board.run(app -> app.rpcTo("chat-1", Score.class).add(1, 2));
    assertEquals(List.of("hold 60", "add 30000"), seen);
  }

  @Test
  void aFailingBeforeFilterFailsTheCallWithItsFailure(Vertx vertx) throws Exception {
    var refusal = new IllegalStateException("not today");
    var board = Board.start(vertx, app -> app
      .rpcBefore(call -> Future.failedFuture(refusal))
      .rpcFilter(named("behind")));
    assertSame(refusal, Board.failure(
      board.begin(app -> app.rpcTo("chat-1", Score.class).fail("never sent"))));
    assertTrue(seen.isEmpty(), seen::toString);
    assertTrue(board.seat("chat-1").told.isEmpty());
  }

  @Test
  void aFilterThatThrowsOrGivesNullFailsTheCall(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app.rpcBefore(call -> {
      if (call.method().equals("hold")) {
        throw new IllegalArgumentException("thrown");
      }
      return null;
    }));
    assertEquals("thrown", Board.failure(
      board.begin(app -> app.rpcTo("chat-1", Score.class).hold())).getMessage());
    assertEquals("an rpc before filter returned null (expected: a Future)", Board.failure(
      board.begin(app -> app.rpcTo("chat-1", Score.class).add(1, 2))).getMessage());
  }

  @Test
  void afterFiltersSeeTheFailureAndTheirOwnReplacesIt(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app
      .rpcAfter(call -> "replace".equals(call.arg(0)) ? Future.failedFuture("mine")
        : Future.succeededFuture())
      .rpcFilter(named("a")));
    var failure = (ServiceException) Board.failure(
      board.begin(app -> app.rpcTo("chat-1", Score.class).fail("why")));
    assertEquals(9, failure.failureCode());
    assertEquals("why", failure.getMessage());
    assertEquals("a after null (RECIPIENT_FAILURE,9) why 1", seen.get(1));
    assertEquals("mine", Board.failure(
      board.begin(app -> app.rpcTo("chat-1", Score.class).fail("replace"))).getMessage());
  }

  @Test
  void theErrorHandlerAnswersCallsThatFailed(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app
      .rpcBefore(call -> call.method().equals("echo") ? Future.failedFuture("refused")
        : Future.succeededFuture())
      .rpcAfter(call -> {
        seen.add(call.method() + " " + call.result());
        return Future.succeededFuture();
      })
      .rpcErrorHandler(call -> {
        if (call.method().equals("fail")) {
          return Future.failedFuture(call.failure());
        }
        Object answer = call.method().equals("echo")
          ? new JsonObject().put("instead", call.failure().getMessage()) : "instead";
        return Future.succeededFuture(answer);
      }));
    assertEquals("instead", board.run(app -> app.rpcTo("nobody", Score.class).add(1, 2)));
    assertEquals("instead", board.run(app -> app.rpc("nothing", Score.class, null).hold()));
    assertEquals(new JsonObject().put("instead", "refused"),
      board.run(app -> app.rpcTo("chat-1", Score.class).echo(new JsonObject())));
    assertEquals("stands", Board.failure(
      board.begin(app -> app.rpcTo("chat-1", Score.class).fail("stands"))).getMessage());
    assertEquals(List.of("add instead", "fail null"), seen);
  }

  @Test
  void aFilterThatNeverEndsIsEndedByTheDeadlineOfTheCall(Vertx vertx) throws Exception {
    var board = Board.start(vertx, new ApplicationOptions().setServers(Board.servers(1)),
      app -> app.set("proxyConfig", new JsonObject().put("timeout", 80))
        .rpcBefore(call -> call.method().equals("hold") ? Promise.<Void>promise().future()
          : Future.succeededFuture())
        .rpcAfter(call -> Promise.<Void>promise().future()));
    for (String method : List.of("hold", "add")) {
      var failure = (LinkException) Board.failure(board.begin(app ->
        app.rpcInvoke("chat-1", "score", method, new JsonObject().put("left", 1)
          .put("right", 2))));
      assertEquals(Links.NO_ANSWER, failure.failureCode());
      assertTrue(failure.getMessage().startsWith("score." + method + " to the rpc filters"),
        failure.getMessage());
    }
  }

  @Test
  void callsWithoutAnAnswerPassTheFiltersToo(Vertx vertx) throws Exception {
    var board = Board.start(vertx, app -> app.rpcBefore(call -> {
      call.setArg(0, call.arg(0) + "!");
      return vertx.timer(1).mapEmpty();
    }));
    board.run(app -> {
      app.rpcTo("chat-2", Score.class).tell("hello");
      return Future.succeededFuture();
    });
    assertEquals("hello!", board.seat("chat-2").told.poll(5, SECONDS));
    assertNull(board.seat("chat-1").told.poll());
  }
}
