package examples.guide;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chapter on handlers says its code does. */
@ExtendWith(VertxExtension.class)
class HandlersTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "shop": [{"id": "shop-1"}]}""");

  private TestClient client;

  private JsonObject ask(String route, String body) throws Exception {
    return client.request(route, new JsonObject(body)).await(5, SECONDS);
  }

  @Test
  void handlersAnswerAndFailAsTheGuideSays(Vertx vertx) throws Exception {
    client = TestCluster.start(vertx, SERVERS, Handlers::setup).await(20, SECONDS)
      .client("connector-1").await(5, SECONDS);
    assertEquals(new JsonObject("{\"text\":\"come in, ann\"}"),
      ask("shop.door.open", "{\"name\":\"ann\"}"));
    assertEquals(new JsonObject("{\"item\":\"hat\",\"price\":6}"),
      ask("shop.shopHandler.buy", "{\"item\":\"hat\",\"count\":2}"));
    assertEquals(400, ask("shop.shopHandler.buy", "{\"item\":\"hat\",\"count\":10}")
      .getInteger("code"));
    assertEquals(new JsonObject("{\"code\":403,\"msg\":\"closed\"}"),
      ask("shop.door.knock", "{}"));
    assertEquals(new JsonObject("{\"opensAt\":\"08:00\",\"code\":403}"),
      ask("shop.door.ring", "{}"));
    assertEquals(new JsonObject("{\"code\":503,\"retry\":true}"), ask("shop.door.break", "{}"));
    assertEquals(new JsonObject("{\"code\":500}"), ask("shop.door.wait", "{}"));
  }

  @Test
  void theBouncerLetsNobodyInWhoIsNotBound(Vertx vertx) throws Exception {
    client = TestCluster.start(vertx, SERVERS, app -> {
      Handlers.setup(app);
      app.configure("all", "shop", Handlers::filters);
    }).await(20, SECONDS).client("connector-1").await(5, SECONDS);
    assertEquals(new JsonObject("{\"code\":401,\"msg\":\"log in first\"}"),
      ask("shop.door.open", "{}"));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void handlersMayWaitOnVirtualThreads(Vertx vertx) throws Exception {
    client = TestCluster.start(vertx, SERVERS, app -> app.configure("all", "shop", shop -> shop
        .set("threading", "virtual").handlers("shop.h", own -> new Handlers.WaitingHandler())))
      .await(20, SECONDS).client("connector-1").await(5, SECONDS);
    assertEquals(new JsonObject("{\"item\":\"hat\",\"price\":6}"),
      ask("shop.h.buy", "{\"item\":\"hat\",\"count\":2}"));
  }
}
