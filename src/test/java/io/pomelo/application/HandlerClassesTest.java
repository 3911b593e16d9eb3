package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.Request;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.Session;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Classes whose methods become routes, and what is said of those that cannot. */
@ExtendWith(VertxExtension.class)
class HandlerClassesTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  /** A base class whose methods are routes of the class below it too. */
  public abstract static class Base {

    /** A route by inheritance. */
    public Future<JsonObject> inherited(Request request) {
      return Future.succeededFuture(new JsonObject().put("route", request.route()));
    }
  }

  /** Every shape at once, and what is no route. */
  public static final class Shapes extends Base {

    /** Bytes as the client sent them. */
    public Future<Buffer> bytes(Buffer body, Session session) {
      return Future.succeededFuture(body);
    }

    /** Any value. */
    public Future<Object> any(Object body, Session session) {
      return Future.succeededFuture(body);
    }

    /** No route. */
    public static String helper() {
      return "static";
    }

    private Future<Object> hidden(Object body, Session session) {
      return Future.succeededFuture(body);
    }
  }

  private static final class ReturnsText {

    public String plain(JsonObject msg, Session session) {
      return "no future";
    }
  }

  private static final class TakesThree {

    public Future<Void> three(JsonObject msg, Session session, int more) {
      return Future.succeededFuture();
    }
  }

  private static final class Overloaded {

    public Future<Void> twice(Request request) {
      return Future.succeededFuture();
    }

    public Future<Void> twice(JsonObject msg, Session session) {
      return Future.succeededFuture();
    }
  }

  private static final class ForFrontends {

    public Future<Void> front(JsonObject msg, FrontendSession session) {
      return Future.succeededFuture();
    }
  }

  private static final class Empty {
  }

  @Test
  void publicMethodsOfAKnownShapeAreRoutesAndNothingElseIs(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, SERVERS,
      app -> app.handlers("chat.shapes", a -> new Shapes())).await(10, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    var body = new JsonObject().put("text", "ü").put("list", List.of(1, 2));
    assertEquals(body, client.request("chat.shapes.bytes", body).await(5, SECONDS));
    assertEquals(body, client.request("chat.shapes.any", body).await(5, SECONDS));
    assertEquals("chat.shapes.inherited",
      client.request("chat.shapes.inherited", body).await(5, SECONDS).getString("route"));
    for (String method : List.of("helper", "hidden", "toString", "getClass", "hashCode", "wait",
      "constructor", "prototype")) {
      assertEquals(new JsonObject().put("code", 500),
        client.request("chat.shapes." + method, body).await(5, SECONDS), method);
    }
  }

  @Test
  void aHandlerObjectIsMadeOncePerServerAndGetsTheApplication(Vertx vertx) throws Exception {
    var made = new ArrayList<Application>();
    var cluster = TestCluster.start(vertx, SERVERS, app -> app.handlers("chat.shapes", a -> {
      made.add(a);
      return new Shapes();
    })).await(10, SECONDS);
    assertEquals(List.of(cluster.app("chat-1")), made);
  }

  @Test
  void aWrongShapeFailsTheStartAndSaysWhatToChange(Vertx vertx) {
    assertStartFails(vertx, new ReturnsText(), "server.x.plain", "String", "Future<T>");
    assertStartFails(vertx, new TakesThree(), "server.x.three", "int", "method(msg, session)");
    assertStartFails(vertx, new Overloaded(), "server.x.twice", "two public methods", "private");
    assertStartFails(vertx, new ForFrontends(), "server.x.front", "FrontendSession",
      "BackendSession");
    assertStartFails(vertx, new Empty(), "server.x", "without public methods", "method(Request)");
    assertStartFails(vertx, null, "server.x", "null", "an object");
  }

  private static void assertStartFails(Vertx vertx, Object handler, String... words) {
    var app = Pomelo.createApp(vertx, alone());
    app.handlers("server.x", a -> handler);
    var failure = assertThrows(IllegalArgumentException.class,
      () -> app.start().await(5, SECONDS));
    for (String word : words) {
      assertTrue(failure.getMessage().contains(word), failure.getMessage());
    }
  }

  private static ApplicationOptions alone() {
    return new ApplicationOptions().setCluster(UUID.randomUUID().toString())
      .setServerId("server-1").setServers(new JsonObject("{\"server\": [{\"id\": \"server-1\"}]}"));
  }

  @Test
  void aRouteHasThreePartsAndOneHandler(Vertx vertx) {
    var app = Pomelo.createApp(vertx);
    for (String route : List.of("chat", "chat.h", "chat.h.m.x", "chat..m", ".h.m", "a.b c.d")) {
      assertTrue(assertThrows(IllegalArgumentException.class,
        () -> app.handler(route, request -> Future.succeededFuture()))
        .getMessage().contains(route), route);
    }
    app.handler("server.h.m", request -> Future.succeededFuture());
    assertThrows(IllegalArgumentException.class,
      () -> app.handler("server.h.m", request -> Future.succeededFuture()));
    assertThrows(IllegalArgumentException.class, () -> app.handlers("server", a -> new Shapes()));
  }
}
