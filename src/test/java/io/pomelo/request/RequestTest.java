package io.pomelo.request;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Filter;
import io.pomelo.Request;
import io.pomelo.RequestException;
import io.pomelo.session.Session;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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

/** What a client gets for a request, handled on its frontend or on another server. */
@ExtendWith(VertxExtension.class)
class RequestTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  private final List<String> seen = new ArrayList<>();
  private final Promise<JsonObject> late = Promise.promise();
  private TestCluster cluster;
  private TestClient client;

  /** What a handler may be given instead of JSON. */
  record Move(int x, String name) {
  }

  /** A handler class as games write them. */
  public static final class Moves {

    public Future<Move> go(Move move, Session session) {
      return Future.succeededFuture(new Move(move.x() + 1, move.name()));
    }

    public Future<JsonArray> list(JsonArray list, Session session) {
      return Future.succeededFuture(list.add(session.id()));
    }
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS)
      .setRequestTimeout(5_000)
      .setRouteTimeouts(new JsonObject().put("chat.h.never", 200).put("connector.h.ne*", 200)),
      this::setup).await(20, SECONDS);
    client = cluster.client("connector-1").await(5, SECONDS);
  }

  private void setup(Application app) {
    for (String type : List.of("connector", "chat")) {
      app.handler(type + ".h.echo", request -> Future.succeededFuture(request.msg()))
        .handler(type + ".h.none", request -> Future.succeededFuture())
        .handler(type + ".h.fail", request -> Future.failedFuture("secret"))
        .handler(type + ".h.refuse", request -> ServiceException.fail(7, "for you"))
        .handler(type + ".h.answer", request -> Future.failedFuture(
          new RequestException(9, "log", new JsonObject().put("why", "so"))))
        .handler(type + ".h.boom", request -> {
          throw new IllegalStateException("secret");
        })
        .handler(type + ".h.never", request -> Promise.promise().future())
        .handler(type + ".h.late", request -> late.future())
        .handler(type + ".h.note", request -> {
          seen.add(request.json().getString("tag"));
          return Future.succeededFuture();
        })
        .handler(type + ".h.at", request -> Future.succeededFuture(new JsonObject()
          .put("at", app.getServerId()).put("context", app.context() == Vertx.currentContext())))
        .handlers(type + ".moves", a -> new Moves());
    }
    app.configure("all", "chat", chat -> chat.filter(new Filter() {
      @Override
      public Future<Void> before(Request request) {
        return "hold".equals(request.json().getString("filter"))
          ? late.future().mapEmpty() : Future.succeededFuture();
      }
    }));
  }

  private JsonObject ask(String route, JsonObject body) throws Exception {
    return client.request(route, body).await(5, SECONDS);
  }

  private void bothAnswer(JsonObject expected, String method, JsonObject body) throws Exception {
    assertEquals(expected, ask("connector.h." + method, body));
    assertEquals(expected, ask("chat.h." + method, body));
  }

  @Test
  void aHandlerAnswersOnItsFrontendAndOnAnotherServer() throws Exception {
    bothAnswer(new JsonObject().put("v", 5), "echo", new JsonObject().put("v", 5));
  }

  @Test
  void handlersRunOnTheContextOfTheirServer() throws Exception {
    assertEquals(new JsonObject().put("at", "connector-1").put("context", true),
      ask("connector.h.at", new JsonObject()));
    assertEquals(new JsonObject().put("at", "chat-1").put("context", true),
      ask("chat.h.at", new JsonObject()));
  }

  @Test
  void noResultIsAnEmptyObject() throws Exception {
    bothAnswer(new JsonObject(), "none", new JsonObject());
  }

  @Test
  void aFailureIsCode500WithoutItsText() throws Exception {
    bothAnswer(new JsonObject().put("code", 500), "fail", new JsonObject());
    bothAnswer(new JsonObject().put("code", 500), "boom", new JsonObject());
  }

  @Test
  void aServiceExceptionIsCodeAndText() throws Exception {
    bothAnswer(new JsonObject().put("code", 7).put("msg", "for you"), "refuse", new JsonObject());
  }

  @Test
  void aRequestExceptionBringsItsAnswer() throws Exception {
    bothAnswer(new JsonObject().put("why", "so").put("code", 9), "answer", new JsonObject());
  }

  @Test
  void anUnknownRouteIsCode500() throws Exception {
    var expected = new JsonObject().put("code", 500);
    for (String route : List.of("connector.h.nothing", "chat.h.nothing", "nobody.h.echo",
      "connector.h", "connector.h.echo.more", "noDots", "connector.h.toString")) {
      assertEquals(expected, ask(route, new JsonObject()), route);
    }
  }

  @Test
  void aHandlerThatNeverAnswersEndsAtItsDeadline() throws Exception {
    bothAnswer(new JsonObject().put("code", 500), "never", new JsonObject());
  }

  @Test
  void notificationsGetNothingAndStartInOrder() throws Exception {
    for (int i = 0; i < 100; i++) {
      client.notify("chat.h.note", new JsonObject().put("tag", "t" + i));
    }
    ask("chat.h.none", new JsonObject());
    assertEquals(100, seen.size());
    for (int i = 0; i < 100; i++) {
      assertEquals("t" + i, seen.get(i));
    }
  }

  @Test
  void aSlowFilterHoldsBackItsOwnSessionOnly() throws Exception {
    var other = cluster.client("connector-1").await(5, SECONDS);
    client.notify("chat.h.note", new JsonObject().put("tag", "held").put("filter", "hold"));
    Future<JsonObject> behind = client.request("chat.h.note",
      new JsonObject().put("tag", "behind"));
    other.request("chat.h.note", new JsonObject().put("tag", "other")).await(5, SECONDS);
    assertEquals(List.of("other"), seen);
    late.complete(new JsonObject());
    behind.await(5, SECONDS);
    assertEquals(List.of("other", "held", "behind"), seen);
  }

  @Test
  void aFutureOfAnotherThreadComesBack() throws Exception {
    Future<JsonObject> answer = client.request("chat.h.late", new JsonObject());
    ask("chat.h.none", new JsonObject());
    var thread = new Thread(() -> late.complete(new JsonObject().put("from", "elsewhere")));
    thread.start();
    assertEquals(new JsonObject().put("from", "elsewhere"), answer.await(5, SECONDS));
  }

  @Test
  void aRecordIsFilledFromTheBodyAndWrittenAsAnAnswer() throws Exception {
    var answer = ask("chat.moves.go", new JsonObject().put("x", 1).put("name", "a")
      .put("unknown", true));
    assertEquals(new JsonObject().put("x", 2).put("name", "a"), answer);
  }

  @Test
  void aBodyThatDoesNotFitIsCode400WithTheField() throws Exception {
    var answer = ask("chat.moves.go", new JsonObject().put("x", "abc"));
    assertEquals(new JsonObject().put("code", 400).put("msg", "x: not valid (expected: int)"),
      answer);
    assertEquals(400, ask("chat.moves.list", new JsonObject()).getInteger("code"));
  }

  @Test
  void anArrayStaysOneArgument() throws Exception {
    var answer = (JsonArray) client.ask("chat.moves.list", new JsonArray().add("a"))
      .await(5, SECONDS);
    assertEquals("a", answer.getString(0));
    assertNotEquals(0L, answer.getLong(1));
  }
}
