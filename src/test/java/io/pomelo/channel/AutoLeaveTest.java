package io.pomelo.channel;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.Application;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members that leave their channel by themselves. */
@ExtendWith(VertxExtension.class)
class AutoLeaveTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");

  private TestCluster cluster;
  private TestClient observer;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, AutoLeaveTest::setup).await(10, SECONDS);
    observer = enter("connector-2", "observer");
  }

  /** Whoever leaves is told of by the room itself: the test has something to wait for. */
  private static void setup(Application app) {
    app.set("channelConfig", new JsonObject().put("autoLeave", true))
      .handler("chat.room.enter", request -> {
        Channel room = app.channelService().createChannel("room");
        return request.session().bind(request.json().getValue("uid")).map(bound -> {
          room.add(request.session().uid(), request.session().frontendId());
          return new JsonObject();
        });
      })
      .handler("chat.room.addGhost", request -> {
        app.channelService().createChannel("room").add("ghost", request.json().getString("at"));
        return Future.succeededFuture();
      })
      .handler("chat.room.members", request -> Future.succeededFuture(new JsonObject().put("users",
        new JsonArray(app.channelService().createChannel("room").getMembers()))));
  }

  private TestClient enter(String connector, Object uid) throws Exception {
    TestClient client = cluster.client(connector, new PomeloClientOptions()).await(5, SECONDS);
    client.request("chat.room.enter", new JsonObject().put("uid", uid)).await(5, SECONDS);
    return client;
  }

  /** Asks until the answer is the one expected; each question is a whole round trip. */
  private void membersBecome(Object... expected) throws Exception {
    List<?> members = List.of();
    long end = System.nanoTime() + SECONDS.toNanos(5);
    while (System.nanoTime() < end) {
      members = observer.request("chat.room.members", new JsonObject()).await(5, SECONDS)
        .getJsonArray("users").getList();
      if (members.equals(List.of(expected))) {
        return;
      }
    }
    assertEquals(List.of(expected), members);
  }

  @Test
  void aMemberLeavesWhenItsLastSessionThereEnds() throws Exception {
    TestClient first = enter("connector-1", "ann");
    TestClient second = enter("connector-1", "ann");
    membersBecome("observer", "ann");

    first.close().await(5, SECONDS);
    TestClient bob = enter("connector-1", "bob");
    membersBecome("observer", "ann", "bob");

    second.close().await(5, SECONDS);
    membersBecome("observer", "bob");
    bob.close().await(5, SECONDS);
    membersBecome("observer");
  }

  @Test
  void membersOfAFrontendThatLeavesAreGone() throws Exception {
    enter("connector-1", 7);
    membersBecome("observer", 7);
    cluster.stop("connector-1").await(5, SECONDS);
    membersBecome("observer");
  }

  @Test
  void whoIsNotThereLeavesAtOnce() throws Exception {
    for (String at : List.of("connector-1", "nowhere")) {
      observer.request("chat.room.addGhost", new JsonObject().put("at", at)).await(5, SECONDS);
      membersBecome("observer");
    }
  }
}
