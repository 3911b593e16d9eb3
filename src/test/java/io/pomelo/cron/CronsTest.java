package io.pomelo.cron;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.ApplicationOptions;
import io.pomelo.Lifecycle;
import io.pomelo.Pomelo;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Crons as a game has them; the times themselves are tested by a clock of their own. */
@ExtendWith(VertxExtension.class)
class CronsTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"chat": [{"id": "chat-1"}, {"id": "chat-2"}], "gate": [{"id": "gate-1"}]}""");
  private static final String EVERY_SECOND = "* * * * * *";

  /** What ran first on each server, with the context it ran on. */
  private final Map<String, Promise<JsonObject>> ran = new HashMap<>();
  private final Map<String, Context> contexts = new HashMap<>();

  /** A class of actions as games write them. */
  public static final class ChatCron {

    private final CronsTest test;
    private final Application app;

    ChatCron(CronsTest test, Application app) {
      this.test = test;
      this.app = app;
    }

    public Future<Void> count(JsonObject data) {
      test.contexts.putIfAbsent(app.getServerId(), Vertx.currentContext());
      test.promise(app.getServerId()).tryComplete(data);
      return Future.succeededFuture();
    }

    public Future<Void> plain() {
      test.promise(app.getServerId()).tryComplete(new JsonObject());
      throw new IllegalStateException("on purpose");
    }

    @Override
    public String toString() {
      return "crons of " + app.getServerId();
    }
  }

  /** Not a class of actions. */
  public static final class Wrong {

    public void run() {
    }
  }

  private synchronized Promise<JsonObject> promise(String serverId) {
    return ran.computeIfAbsent(serverId, id -> Promise.promise());
  }

  private JsonObject await(String serverId) throws Exception {
    return promise(serverId).future().await(10, SECONDS);
  }

  private void setup(Application app) {
    app.crons("chatCron", own -> new ChatCron(this, own)).crons("wrong", own -> new Wrong());
  }

  private static JsonObject cron(Object id, String action) {
    return new JsonObject().put("id", id).put("time", EVERY_SECOND).put("action", action);
  }

  private Application app(Vertx vertx, JsonArray crons) {
    Application app = Pomelo.createApp(vertx, new ApplicationOptions().setServers(SERVERS)
      .setServerId("chat-1").setCrons(new JsonObject().put("chat", crons)));
    setup(app);
    return app;
  }

  private static String failure(Future<?> future) {
    return assertThrows(Exception.class, () -> future.await(10, SECONDS)).getMessage();
  }

  @Test
  void theCronsOfATypeRunOnEachOfItsServersOrOnTheNamedOne(Vertx vertx) throws Exception {
    var crons = new JsonObject().put("development", new JsonObject()
      .put("chat", new JsonArray()
        .add(cron("both", "chatCron.count").put("serverId", "chat-1")
          .put("data", new JsonObject().put("n", 1)))
        .add(cron("one", "chatCron.count").put("serverId", "chat-2")
          .put("data", new JsonObject().put("n", 2)))));

    var cluster = TestCluster.start(vertx, new ApplicationOptions().setEnv("development")
      .setServers(SERVERS).setCrons(crons), this::setup).await(20, SECONDS);

    assertEquals(1, await("chat-1").getInteger("n"));
    assertEquals(2, await("chat-2").getInteger("n"));
    assertSame(cluster.app("chat-1").context(), contexts.get("chat-1"));
    assertFalse(promise("gate-1").future().isComplete());
  }

  @Test
  void withoutAServerIdEveryServerOfTheTypeRunsIt(Vertx vertx) throws Exception {
    TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS).setCrons(new JsonObject()
      .put("chat", new JsonArray().add(cron(1, "chatCron.plain")))), this::setup)
      .await(20, SECONDS);

    await("chat-1");
    await("chat-2");
  }

  @Test
  void cronsAreAddedAndRemovedWhileTheServerRuns(Vertx vertx) throws Exception {
    Application app = app(vertx, new JsonArray());
    app.start().await(10, SECONDS);
    var list = new JsonArray().add(cron("late", "chatCron.count"));

    app.addCrons(list).await(10, SECONDS);
    app.addCrons(list).await(10, SECONDS);
    assertEquals(new JsonObject(), await("chat-1"));

    app.removeCrons(new JsonArray().add("late")).await(10, SECONDS);
    app.removeCrons(list).await(10, SECONDS);
    // Its id is free again.
    app.addCrons(new JsonArray().add(cron("late", "chatCron.plain"))).await(10, SECONDS);
  }

  @Test
  void listenersHearOfCronsThatComeAndGo(Vertx vertx) throws Exception {
    Application app = app(vertx, new JsonArray().add(cron("first", "chatCron.count")));
    var heard = new ArrayList<String>();
    app.listen(new ApplicationListener() {
      @Override
      public void addCrons(JsonArray crons) {
        heard.add("added " + crons.getJsonObject(0).getString("id"));
      }

      @Override
      public void removeCrons(JsonArray crons) {
        heard.add("removed " + crons.getJsonObject(0).getString("id"));
      }
    });
    app.start().await(10, SECONDS);
    var late = new JsonArray().add(cron("late", "chatCron.count"));

    app.addCrons(late).await(10, SECONDS);
    failure(app.addCrons(new JsonArray().add(cron("bad", "chatCron.nothing"))));
    app.removeCrons(late).await(10, SECONDS);

    assertEquals(List.of("added late", "removed late"), heard);
  }

  @Test
  void aWrongListAddsNothing(Vertx vertx) throws Exception {
    Application app = app(vertx, new JsonArray());
    app.start().await(10, SECONDS);
    JsonObject good = cron("good", "chatCron.count");

    String time = failure(app.addCrons(new JsonArray().add(good)
      .add(cron("bad", "chatCron.count").put("time", "0 70 8 * * *"))));
    String action = failure(app.addCrons(new JsonArray().add(good)
      .add(cron("bad", "chatCron.nothing"))));
    String id = failure(app.removeCrons(new JsonArray().addNull()));

    assertTrue(time.contains("id \"bad\"") && time.contains("minute \"70\""), time);
    assertTrue(action.contains("\"bad\"") && action.contains("chatCron.count"), action);
    assertTrue(id.contains("crons[0]: null (expected: "), id);
    // Nobody has the id yet, so another cron may take it.
    app.addCrons(new JsonArray().add(cron("good", "chatCron.plain"))).await(10, SECONDS);
  }

  @Test
  void aServerWithAWrongCronDoesNotStart(Vertx vertx) {
    var failures = new ArrayList<String>();
    for (JsonObject wrong : List.of(cron("x", "chatCron.count").put("time", "0 0 31 2 *"),
      cron("x", "chatCron.none"), cron("x", "other.run"), cron("x", "wrong.run"))) {
      failures.add(failure(app(vertx, new JsonArray().add(wrong)).start()));
    }

    assertTrue(failures.get(0).contains("crons.json: chat[0] (id \"x\")")
      && failures.get(0).contains("day of month \"31\""), failures.get(0));
    assertTrue(failures.get(1).contains("\"chatCron.none\" (expected: one of"), failures.get(1));
    assertTrue(failures.get(2).contains("\"other.run\" (expected: a prefix"), failures.get(2));
    assertTrue(failures.get(3).contains("a method that returns void"), failures.get(3));
  }

  @Test
  void aFileMayBeOfPomelosDialectAndAnEntryOfIt(Vertx vertx) throws Exception {
    Application app = Pomelo.createApp(vertx, new ApplicationOptions().setServers(SERVERS)
      .setServerId("chat-1").setCrons(new JsonObject().put("dialect", "pomelo")
        .put("chat", new JsonArray()
          .add(cron("january", "chatCron.count").put("time", "0 0 0 1 0 *"))
          .add(cron("names", "chatCron.count").put("time", "0 0 1 JAN *")
            .put("dialect", "standard")))));
    setup(app);

    app.start().await(10, SECONDS);
    String refused = failure(app.addCrons(new JsonArray()
      .add(cron("x", "chatCron.count").put("time", "0 0 0 1 12 *").put("dialect", "pomelo"))));

    assertTrue(refused.contains("month \"12\" (expected: 0 to 11"), refused);
  }

  @Test
  void beforeTheStartThereIsNothingToAddTo(Vertx vertx) {
    Application app = app(vertx, new JsonArray());

    assertTrue(failure(app.addCrons(new JsonArray())).contains("not started"));
    var lifecycle = new Lifecycle() {
      @Override
      public Future<Void> beforeStartup(Application server) {
        return server.addCrons(new JsonArray());
      }
    };
    assertTrue(failure(app.lifecycle("chat", lifecycle).start()).contains("after beforeStartup"));
    assertThrows(IllegalArgumentException.class, () -> app.crons("chatCron", own -> own));
    assertThrows(IllegalArgumentException.class, () -> app.crons("chat.cron", own -> own));
  }
}
