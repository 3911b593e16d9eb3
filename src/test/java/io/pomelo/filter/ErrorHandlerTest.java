package io.pomelo.filter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.Application;
import io.pomelo.Request;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What answers requests that failed. */
@ExtendWith(VertxExtension.class)
class ErrorHandlerTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  private static TestCluster cluster;
  private TestClient client;

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, ErrorHandlerTest::setup).await(10, SECONDS);
  }

  private static void setup(Application app) {
    app.globalBefore(request -> failing(request, "global"))
      .before(request -> failing(request, "local"))
      .handler(app.getServerType() + ".h.run", request -> failing(request, "handler"))
      .errorHandler(request -> answer("local", request))
      .globalErrorHandler(request -> answer("global", request));
  }

  private static Future<Void> failing(Request request, String place) {
    return place.equals(request.json().getString("fail")) ? Future.failedFuture("in " + place)
      : Future.succeededFuture();
  }

  private static Future<JsonObject> answer(String handler, Request request) {
    return switch (request.json().getString("then", "answer")) {
      case "replace" -> ServiceException.fail(9, "replaced by " + handler);
      case "stand" -> Future.failedFuture(request.failure());
      case "throw" -> throw new IllegalStateException("thrown");
      case "null" -> Future.succeededFuture();
      default -> Future.succeededFuture(new JsonObject().put("by", handler)
        .put("saw", request.failure().getMessage()));
    };
  }

  @BeforeEach
  void connect() throws Exception {
    client = cluster.client("connector-1").await(5, SECONDS);
  }

  private JsonObject ask(String type, String fail, String then) throws Exception {
    return client.request(type + ".h.run", new JsonObject().put("fail", fail).put("then", then))
      .await(5, SECONDS);
  }

  @Test
  void theErrorHandlerAnswersFailuresOfFiltersAndHandlers() throws Exception {
    for (String type : List.of("connector", "chat")) {
      for (String place : List.of("local", "handler")) {
        assertEquals(new JsonObject().put("by", "local").put("saw", "in " + place),
          ask(type, place, "answer"));
      }
    }
  }

  @Test
  void theGlobalOneAnswersFailuresOfGlobalFiltersOnly() throws Exception {
    for (String type : List.of("connector", "chat")) {
      assertEquals(new JsonObject().put("by", "global").put("saw", "in global"),
        ask(type, "global", "answer"));
    }
  }

  @Test
  void itsFailureReplacesThatOfTheRequestOrLetsItStand() throws Exception {
    for (String type : List.of("connector", "chat")) {
      assertEquals(new JsonObject().put("code", 9).put("msg", "replaced by local"),
        ask(type, "handler", "replace"));
      assertEquals(new JsonObject().put("code", 9).put("msg", "replaced by global"),
        ask(type, "global", "replace"));
      for (String place : List.of("global", "local", "handler")) {
        assertEquals(new JsonObject().put("code", 500), ask(type, place, "stand"));
        assertEquals(new JsonObject().put("code", 500), ask(type, place, "throw"));
      }
    }
  }

  @Test
  void itMayAnswerNothing() throws Exception {
    assertEquals(new JsonObject(), ask("chat", "handler", "null"));
  }

  @Test
  void itIsNotAskedWhereNothingFailed() throws Exception {
    assertEquals(new JsonObject(), ask("chat", "nowhere", "answer"));
  }

  @Test
  void anUnknownRouteIsNoMatterForIt() throws Exception {
    for (String route : List.of("chat.h.nothing", "connector.h.nothing", "nobody.h.run")) {
      assertEquals(new JsonObject().put("code", 500),
        client.request(route, new JsonObject()).await(5, SECONDS));
    }
  }
}
