package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Component;
import io.pomelo.Pomelo;
import io.pomelo.session.Session;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What authors of handler classes stumble over. */
@ExtendWith(VertxExtension.class)
class HandlerClassTest {

  private static final JsonObject CODE_500 = new JsonObject().put("code", 500);

  /** Jackson finds no way to fill it. */
  public abstract static class Unfillable {
  }

  /** What a body may hold that is no plain map. */
  record Bag(JsonObject items, List<Integer> counts) {
  }

  /** A handler class with methods every object has. */
  public static final class Handler {

    public Future<JsonObject> items(Bag bag, Session session) {
      return Future.succeededFuture(bag.items());
    }

    public Future<Void> unfillable(Unfillable body, Session session) {
      return Future.succeededFuture();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Handler;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public String toString() {
      return "handler";
    }
  }

  private static TestClient client(Vertx vertx) throws Exception {
    return TestCluster.start(vertx, new ApplicationOptions().setServers(new JsonObject("""
        {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}]}""")),
      app -> app.handlers("connector.h", a -> new Handler())
        .before(request -> {
          if (request.json().containsKey("wrap")) {
            request.json().put("items", new JsonObject().put("a", new JsonArray().add(1)));
          }
          return Future.succeededFuture();
        })).await(20, SECONDS).client("connector-1").await(5, SECONDS);
  }

  @Test
  void methodsOfEveryObjectAreNoRoutes(Vertx vertx) throws Exception {
    var client = client(vertx);
    for (String method : List.of("toString", "hashCode", "equals")) {
      assertEquals(CODE_500, client.request("connector.h." + method, new JsonObject())
        .await(5, SECONDS));
    }
  }

  @Test
  void aRecordMayHoldJson(Vertx vertx) throws Exception {
    var client = client(vertx);
    var items = new JsonObject().put("a", new JsonArray().add(1));
    assertEquals(items, client.request("connector.h.items",
      new JsonObject().put("items", items)).await(5, SECONDS));
    assertEquals(items, client.request("connector.h.items",
      new JsonObject().put("wrap", true)).await(5, SECONDS));
  }

  @Test
  void aTypeThatCannotBeFilledIsTheServersFault(Vertx vertx) throws Exception {
    assertEquals(CODE_500, client(vertx).request("connector.h.unfillable", new JsonObject())
      .await(5, SECONDS));
  }

  @Test
  void whatIsRegisteredAfterTheStartIsRefused(Vertx vertx) throws Exception {
    Application app = Pomelo.createApp(vertx);
    app.start().await(10, SECONDS);
    var component = new Component() {
      @Override
      public String name() {
        return "late";
      }

      @Override
      public Future<?> deploy(Context context) {
        return Future.succeededFuture();
      }
    };
    assertThrows(IllegalStateException.class, () -> app.load(component));
    assertThrows(IllegalStateException.class, () -> app.handlers("server.h", a -> new Handler()));
    assertThrows(IllegalStateException.class,
      () -> app.remote("server", Slow.class, a -> Future::succeededFuture));
    assertThrows(IllegalStateException.class,
      () -> app.errorHandler(request -> Future.succeededFuture()));
    assertThrows(IllegalStateException.class,
      () -> app.globalErrorHandler(request -> Future.succeededFuture()));
  }
}
