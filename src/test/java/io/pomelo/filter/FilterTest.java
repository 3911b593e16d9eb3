package io.pomelo.filter;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Filter;
import io.pomelo.Request;
import io.pomelo.RequestException;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Filters around handlers, and around everything on the frontend. The body says in {@code "<filter>
 * before"} and {@code "<filter> after"} what a filter does, and in {@code handler} what the handler
 * does.
 */
@ExtendWith(VertxExtension.class)
class FilterTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}], "lost": [{"id": "lost-1"}]}""");
  private static final JsonObject CODE_500 = new JsonObject().put("code", 500);
  /** One of each kind of handling server. */
  private static final List<String> ROUTES = List.of("connector.h.run", "chat.h.run");

  private static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());
  private static TestCluster cluster;
  private static volatile Promise<Object> held;
  private TestClient client;

  /** Writes down that it was there, then does what the body says. */
  private record Named(String name) implements Filter {

    @Override
    public Future<Void> before(Request request) {
      SEEN.add(name + " before");
      return act(request, name + " before").mapEmpty();
    }

    @Override
    public Future<Void> after(Request request) {
      SEEN.add(name + " after");
      if ("note".equals(request.json().getString(name + " after"))) {
        SEEN.add("response " + request.response() + ", failure " + (request.failure() == null
          ? "none" : request.failure().getMessage()));
      }
      if ("clear".equals(request.json().getString(name + " after"))) {
        request.clearFailure();
      }
      return act(request, name + " after").mapEmpty();
    }
  }

  private static Future<Object> act(Request request, String who) {
    String what = request.json().getString(who, "");
    return switch (what) {
      case "fail" -> Future.failedFuture(who + " failed");
      case "throw" -> throw new IllegalStateException(who + " threw");
      case "null" -> null;
      case "refuse" -> ServiceException.fail(403, who + " refused");
      case "answer" -> Future.failedFuture(
        new RequestException(7, "log", new JsonObject().put("from", who)));
      case "coded" -> Future.succeededFuture(new JsonObject().put("code", 200).put("v", 1));
      case "later" -> later();
      case "never" -> Promise.promise().future();
      case "held" -> held.future();
      default -> Future.succeededFuture(new JsonObject().put("v", 1));
    };
  }

  private static Future<Object> later() {
    Promise<Object> promise = Promise.promise();
    Vertx.currentContext().runOnContext(v -> promise.complete());
    return promise.future();
  }

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS)
      .setRouteTimeouts(new JsonObject().put("chat.slow.*", 200).put("lost.*", 200)
        .put("connector.slow.*", 200)),
      FilterTest::setup).await(10, SECONDS);
  }

  private static void setup(Application app) {
    String type = app.getServerType();
    app.route("lost", route -> Promise.<String>promise().future())
      .globalFilter(new Named("g1"))
      .globalBefore(request -> {
        SEEN.add("g2 before");
        return Future.succeededFuture();
      })
      .globalAfter(new Named("g3")::after)
      .filter(new Named("f1"))
      .before(request -> {
        SEEN.add("f2 before");
        request.put("f2", request.route());
        request.json().put("added", true);
        return act(request, "f2 before").mapEmpty();
      })
      .after(new Named("f3")::after)
      .filter(new Named("f4"));
    for (String handler : List.of(".h.run", ".slow.run")) {
      app.handler(type + handler, request -> {
        SEEN.add("handler " + request.get("f2") + " " + request.json().getBoolean("added"));
        return act(request, "handler");
      });
    }
    app.handler(type + ".h.last", request -> Future.succeededFuture());
  }

  @BeforeEach
  void connect() throws Exception {
    client = cluster.client("connector-1").await(5, SECONDS);
    SEEN.clear();
  }

  private JsonObject ask(String route, String... what) throws Exception {
    return client.request(route, body(what)).await(5, SECONDS);
  }

  private static JsonObject body(String... what) {
    var body = new JsonObject();
    for (int i = 0; i < what.length; i += 2) {
      body.put(what[i], what[i + 1]);
    }
    return body;
  }

  /** What was seen, once the frontend is done with it: also what comes behind the answer. */
  private List<String> seen() throws Exception {
    cluster.call("connector-1", app -> Future.succeededFuture()).await(5, SECONDS);
    return List.copyOf(SEEN);
  }

  @Test
  void beforeFiltersRunInOrderAndAfterFiltersInReverse() throws Exception {
    for (String route : ROUTES) {
      SEEN.clear();
      assertEquals(new JsonObject().put("v", 1), ask(route));
      assertEquals(List.of("g1 before", "g2 before", "f1 before", "f2 before", "f4 before",
        "handler " + route + " true", "f4 after", "f3 after", "f1 after", "g3 after", "g1 after"),
        seen());
    }
  }

  @Test
  void asynchronousFiltersKeepTheOrder() throws Exception {
    for (String route : ROUTES) {
      SEEN.clear();
      ask(route, "g1 before", "later", "f1 before", "later", "f4 before", "later", "handler",
        "later", "f4 after", "later", "f1 after", "later");
      assertEquals(List.of("g1 before", "g2 before", "f1 before", "f2 before", "f4 before",
        "handler " + route + " true", "f4 after", "f3 after", "f1 after", "g3 after", "g1 after"),
        seen());
    }
  }

  @Test
  void aFilterThatEndsBehindTheDeadlineIsTheLastOne() throws Exception {
    for (String route : List.of("connector.slow.run", "chat.slow.run")) {
      for (String filter : List.of("g1 before", "f1 before")) {
        SEEN.clear();
        held = Promise.promise();
        assertEquals(CODE_500, ask(route, filter, "held"));
        List<String> ended = seen();
        held.complete();
        cluster.call("chat-1", app -> Future.succeededFuture()).await(5, SECONDS);
        assertEquals(ended, seen());
      }
    }
  }

  @Test
  void aFilterThatRefusesSkipsTheHandlerAndAllAfterFiltersRun() throws Exception {
    for (String route : ROUTES) {
      SEEN.clear();
      assertEquals(CODE_500, ask(route, "f2 before", "fail", "f1 after", "note"));
      assertEquals(List.of("g1 before", "g2 before", "f1 before", "f2 before", "f4 after",
        "f3 after", "f1 after", "response null, failure f2 before failed", "g3 after", "g1 after"),
        seen());
    }
  }

  @Test
  void aFilterThatRefusesMayBringTheAnswer() throws Exception {
    for (String route : ROUTES) {
      for (String filter : List.of("g1 before", "f1 before")) {
        assertEquals(new JsonObject().put("from", filter).put("code", 7),
          ask(route, filter, "answer"));
        assertEquals(new JsonObject().put("code", 403).put("msg", filter + " refused"),
          ask(route, filter, "refuse"));
      }
    }
  }

  @Test
  void anExceptionOrNullFromAFilterIsAFailureAndNothingElse() throws Exception {
    for (String route : ROUTES) {
      for (String filter : List.of("g1 before", "f1 before", "f2 before")) {
        assertEquals(CODE_500, ask(route, filter, "throw"), route + " " + filter);
        assertEquals(CODE_500, ask(route, filter, "null"), route + " " + filter);
      }
      assertEquals(new JsonObject().put("v", 1), ask(route));
    }
  }

  @Test
  void aGlobalFilterThatRefusesKeepsTheRequestOnTheFrontend() throws Exception {
    assertEquals(CODE_500, ask("chat.h.run", "g1 before", "fail"));
    assertEquals(List.of("g1 before", "g3 after", "g1 after"), seen());
  }

  @Test
  void anAfterFilterSeesTheAnswer() throws Exception {
    for (String route : ROUTES) {
      SEEN.clear();
      ask(route, "f4 after", "note", "g1 after", "note");
      assertEquals(2, seen().stream()
        .filter(("response " + new JsonObject().put("v", 1) + ", failure none")::equals).count());
    }
  }

  @Test
  void anAfterFilterReplacesTheFailure() throws Exception {
    for (String route : ROUTES) {
      assertEquals(new JsonObject().put("code", 403).put("msg", "f3 after refused"),
        ask(route, "handler", "fail", "f3 after", "refuse"));
      assertEquals(new JsonObject().put("v", 1).put("code", 500), ask(route, "f3 after", "fail"));
    }
  }

  @Test
  void anAnswerWithACodeIsSentThoughAnAfterFilterFails() throws Exception {
    for (String route : ROUTES) {
      assertEquals(new JsonObject().put("code", 200).put("v", 1),
        ask(route, "handler", "coded", "f3 after", "fail"));
    }
  }

  @Test
  void anAfterFilterThatSucceedsLeavesTheFailureAndMayClearIt() throws Exception {
    for (String route : ROUTES) {
      assertEquals(new JsonObject().put("code", 403).put("msg", "handler refused"),
        ask(route, "handler", "refuse"));
      assertEquals(new JsonObject(), ask(route, "handler", "refuse", "f1 after", "clear"));
    }
  }

  @Test
  void globalAfterFiltersComeBehindTheAnswerAndCannotChangeIt() throws Exception {
    for (String route : ROUTES) {
      for (String what : List.of("fail", "throw", "null")) {
        assertEquals(new JsonObject().put("v", 1), ask(route, "g3 after", what));
      }
    }
  }

  @Test
  void filtersRunForNotificationsToo() throws Exception {
    client.notify("chat.h.run", body("f2 before", "fail", "f1 after", "note"));
    ask("chat.h.last");
    assertTrue(seen().contains("response null, failure f2 before failed"), seen().toString());
  }

  @Test
  void filtersOfAServerSeeItsOwnRequestsOnly() throws Exception {
    ask("chat.h.run");
    assertEquals(1, seen().stream().filter("f1 before"::equals).count());
  }

  @Test
  void aFilterThatNeverEndsEndsAtTheDeadlineAndTheSessionGoesOn() throws Exception {
    for (String type : List.of("connector", "chat")) {
      for (String filter : List.of("g1 before", "f1 before")) {
        assertEquals(500, ask(type + ".slow.run", filter, "never").getInteger("code"),
          type + " " + filter);
        assertEquals(new JsonObject().put("v", 1), ask(type + ".h.run"));
      }
      for (String filter : List.of("f1 after", "g3 after")) {
        assertEquals(new JsonObject().put("v", 1), ask(type + ".slow.run", filter, "never"));
        assertEquals(new JsonObject().put("v", 1), ask(type + ".h.run"));
      }
    }
  }

  @Test
  void aRouteFunctionThatNeverEndsEndsAtTheDeadlineAndTheSessionGoesOn() throws Exception {
    assertEquals(500, ask("lost.slow.run").getInteger("code"));
    assertEquals(new JsonObject().put("v", 1), ask("chat.h.run"));
  }

  @Test
  void aFilterThatEndsTooLateDoesNotRunTheHandler() throws Exception {
    ask("connector.slow.run", "g1 before", "never");
    assertTrue(seen().stream().noneMatch(who -> who.startsWith("handler")));
  }
}
