package io.pomelo.push;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.Application;
import io.pomelo.Request;
import io.pomelo.channel.Member;
import io.pomelo.connector.PushSchedulerOptions;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The order in which a client sees what one server sent it (promise P2, decision D10). */
@ExtendWith(VertxExtension.class)
class PushOrderTest {

  /** The second one buffers what it sends. */
  private static final List<String> FRONTENDS = List.of("connector-1", "connector-2");
  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  private static TestCluster cluster;

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, PushOrderTest::setup).await(10, SECONDS);
  }

  private static void setup(Application app) {
    String type = app.getServerType();
    app.set("pushSchedulerConfig", new PushSchedulerOptions()
        .setBuffer(app.getServerId().equals("connector-2")))
      .handler(type + ".h.burst", request -> {
        burst(app, request);
        return Future.succeededFuture(new JsonObject().put("done", true));
      })
      .handler(type + ".h.later", request -> {
        Promise<JsonObject> answer = Promise.promise();
        app.context().runOnContext(v -> {
          burst(app, request);
          answer.complete(new JsonObject().put("done", true));
        });
        return answer.future();
      })
      .handler(type + ".h.bind", request -> request.session().bind(request.json()
        .getString("uid")))
      .handler(type + ".h.bindAndPush", request -> request.session().bind(request.json()
        .getString("uid")).compose(v -> app.channelService().pushMessageByUids("onN",
          new JsonObject().put("n", 0), List.of(new Member(request.session().uid(),
            request.session().frontendId())))));
  }

  /** Nobody waits for what becomes of the pushes. */
  private static void burst(Application app, Request request) {
    var me = List.of(new Member(request.session().uid(), request.session().frontendId()));
    for (int n = 0; n < request.json().getInteger("count"); n++) {
      app.channelService().pushMessageByUids("onN", new JsonObject().put("n", n), me);
    }
  }

  private static TestClient user(String frontend) throws Exception {
    var client = cluster.client(frontend).await(5, SECONDS);
    client.request("connector.h.bind", new JsonObject().put("uid", "user")).await(5, SECONDS);
    return client;
  }

  private static void assertAllBeforeTheAnswer(TestClient client, String route, int count)
    throws Exception {
    var before = client.request(route, new JsonObject().put("count", count))
      .map(answer -> numbers(client)).await(10, SECONDS);
    assertEquals(IntStream.range(0, count).boxed().toList(), before, route);
  }

  private static List<Integer> numbers(TestClient client) {
    return client.pushes("onN").stream().map(body -> ((JsonObject) body).getInteger("n")).toList();
  }

  @Test
  void aThousandPushesArriveInTheirOrder() throws Exception {
    for (String frontend : FRONTENDS) {
      assertAllBeforeTheAnswer(user(frontend), "chat.h.burst", 1_000);
    }
  }

  @Test
  void aPushMadeBeforeTheAnswerArrivesBeforeIt() throws Exception {
    for (String frontend : FRONTENDS) {
      for (String route : List.of("connector.h.burst", "connector.h.later", "chat.h.burst",
        "chat.h.later")) {
        var client = user(frontend);
        assertAllBeforeTheAnswer(client, route, 3);
        client.close().await(5, SECONDS);
      }
    }
  }

  @Test
  void aPushRightBehindItsBindFindsTheUser() throws Exception {
    for (String frontend : FRONTENDS) {
      var client = cluster.client(frontend).await(5, SECONDS);
      var result = client.request("chat.h.bindAndPush", new JsonObject().put("uid", "fresh"))
        .await(5, SECONDS);
      assertEquals(1, result.getInteger("queued"));
      assertEquals(List.of(0), numbers(client));
    }
  }

  @Test
  void theAnswersOfOneSessionComeInTheOrderTheirHandlersGaveThem() throws Exception {
    var client = user("connector-1");
    var order = new ArrayList<Integer>();
    var answers = new ArrayList<Future<JsonObject>>();
    for (int i = 0; i < 100; i++) {
      int number = i;
      answers.add(client.request("chat.h.burst", new JsonObject().put("count", 1))
        .onSuccess(answer -> order.add(number)));
    }
    Future.all(answers).await(5, SECONDS);
    assertEquals(IntStream.range(0, 100).boxed().toList(), order);
  }
}
