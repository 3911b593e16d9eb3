package io.pomelo.rpc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Typed calls between the servers of a game. */
@ExtendWith(VertxExtension.class)
class RemoteTest {

  private final BlockingQueue<Promise<String>> held = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private ApplicationOptions options;
  private TestCluster cluster;

  /** Answers with the name of its server. */
  private final class Scores implements Score {

    private final Application app;

    Scores(Application app) {
      this.app = app;
    }

    @Override
    public Future<String> add(int left, long right) {
      return Future.succeededFuture(app.getServerId() + ":" + (left + right)
        + (Vertx.currentContext() == app.context() ? "" : " elsewhere"));
    }

    @Override
    public Future<JsonObject> echo(JsonObject value) {
      return Future.succeededFuture(value);
    }

    @Override
    public Future<Void> fail(String way) {
      return switch (way) {
        case "service" -> ServiceException.fail(-9, "for you", new JsonObject().put("seen", 1));
        case "failed" -> Future.failedFuture("secret");
        case "null" -> null;
        default -> throw new IllegalArgumentException("secret");
      };
    }

    @Override
    public Future<String> hold() {
      Promise<String> answer = Promise.promise();
      held.add(answer);
      return answer.future();
    }

    @Override
    public void tell(String text) {
      told.add(text);
    }
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    this.vertx = vertx;
    options = new ApplicationOptions().setCluster(UUID.randomUUID().toString())
      .setRequestTimeout(400).setStopTimeout(300).setServers(new JsonObject("""
        {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
         "gate": [{"id": "gate-1"}],
         "chat": [{"id": "chat-1"}, {"id": "chat-2"}, {"id": "chat-3"}]}"""));
    cluster = TestCluster.start(vertx, options, this::setup).await(10, SECONDS);
  }

  private void setup(Application app) {
    app.remote("chat", Score.class, Scores::new)
      .remote("gate", Score.class, Scores::new);
  }

  private <T> T from(String server, Function<Application, Future<T>> call) throws Exception {
    return cluster.call(server, call).await(5, SECONDS);
  }

  private ServiceException refused(Function<Application, Future<?>> call) {
    return assertThrows(ServiceException.class,
      () -> from("connector-1", app -> call.apply(app).mapEmpty()));
  }

  /** The server a call of the user is routed to, from some server. */
  private String home(String from, Object routeParam) throws Exception {
    return from(from, app -> app.rpc("chat", Score.class, routeParam).add(1, 1))
      .replaceAll(":.*", "");
  }

  @Test
  void everyServerIsCalledByIdOnItsOwnContext() throws Exception {
    for (String id : List.of("chat-1", "chat-2", "chat-3", "gate-1")) {
      for (String from : List.of("connector-1", "chat-1", "gate-1")) {
        assertEquals(id + ":5", from(from, app -> app.rpcTo(id, Score.class).add(2, 3)));
      }
    }
  }

  @Test
  void futuresCompleteOnTheContextOfTheCaller() throws Exception {
    for (String id : List.of("chat-1", "chat-2")) {
      assertEquals(true, from("chat-1", app -> app.rpcTo(id, Score.class).add(1, 1)
        .transform(sum -> Future.succeededFuture(Vertx.currentContext() == app.context()))));
      assertEquals(true, from("chat-1", app -> app.rpcTo(id, Score.class).hold()
        .transform(late -> Future.succeededFuture(Vertx.currentContext() == app.context()))));
    }
  }

  @Test
  void typesWithOneServiceAreToldApart() throws Exception {
    assertEquals("gate-1:2", from("chat-1", app -> app.rpc("gate", Score.class, "x").add(1, 1)));
    assertTrue(home("gate-1", "x").startsWith("chat-"));
  }

  @Test
  void callsMadeAtOnceGetTheirOwnAnswers() throws Exception {
    var answers = from("connector-1", app -> {
      var all = new ArrayList<Future<JsonObject>>();
      for (int i = 0; i < 200; i++) {
        all.add(app.rpc("chat", Score.class, i).echo(new JsonObject().put("n", i)));
      }
      return Future.all(all).map(v -> all.stream().map(Future::result).toList());
    });
    for (int i = 0; i < 200; i++) {
      assertEquals(new JsonObject().put("n", i), answers.get(i));
    }
  }

  @Test
  void theDefaultRouteIsTheSameFromEveryServerAndUsesAllServers() throws Exception {
    var used = new TreeSet<String>();
    for (int user = 0; user < 40; user++) {
      String home = home("connector-1", "user" + user);
      assertEquals(home, home("connector-1", "user" + user));
      assertEquals(home, home("gate-1", "user" + user));
      used.add(home);
    }
    assertEquals(List.of("chat-1", "chat-2", "chat-3"), List.copyOf(used));
    assertTrue(home("connector-1", null).startsWith("chat-"));
  }

  @Test
  void onlyTheUsersOfAServerThatStopsMove() throws Exception {
    var homes = new ArrayList<String>();
    for (int user = 0; user < 40; user++) {
      homes.add(home("connector-1", user));
    }
    cluster.stop("chat-2").await(5, SECONDS);
    for (int user = 0; user < 40; user++) {
      String now = home("connector-1", user);
      assertTrue(homes.get(user).equals("chat-2") ? !now.equals("chat-2")
        : now.equals(homes.get(user)), user + ": " + homes.get(user) + ", then " + now);
    }
  }

  @Test
  void aRouteFunctionDecides() throws Exception {
    from("connector-1", app -> {
      app.route("chat", route -> Future.succeededFuture("chat-" + route.routeParam()))
        .route("default", route -> Future.succeededFuture("gate-1"));
      return Future.succeededFuture();
    });
    for (int n = 1; n <= 3; n++) {
      assertEquals("chat-" + n, home("connector-1", n));
    }
    assertEquals("gate-1:2",
      from("connector-1", app -> app.rpc("gate", Score.class, null).add(1, 1)));
    String text = refused(app -> app.rpc("chat", Score.class, 9).hold()).getMessage();
    assertTrue(text.contains("chat-9"), text);
  }

  @Test
  void withoutAServerTheCallFailsAtOnce() {
    assertTrue(refused(app -> app.rpc("nobody", Score.class, "x").hold()).getMessage()
      .contains("nobody"));
    assertTrue(refused(app -> app.rpcTo("chat-9", Score.class).hold()).getMessage()
      .contains("chat-9"));
    assertEquals(Links.UNKNOWN_PEER,
      refused(app -> app.rpcTo("chat-9", Score.class).hold()).failureCode());
  }

  @Test
  void aServiceNobodyRegisteredFailsNamingIt() throws Exception {
    String text = refused(app -> app.rpcTo("connector-1", Score.class).add(1, 1)).getMessage();
    assertTrue(text.contains("score.add") && text.contains("connector-1"), text);
    assertEquals("chat-1:2",
      from("connector-1", app -> app.rpcTo("chat-1", Score.class).add(1, 1)));
  }

  @Test
  void aFailureKeepsItsPartsAndAnExceptionItsSecret() throws Exception {
    var kept = refused(app -> app.rpcTo("chat-1", Score.class).fail("service"));
    assertEquals(-9, kept.failureCode());
    assertEquals("for you", kept.getMessage());
    assertEquals(1, kept.getDebugInfo().getInteger("seen"));
    for (String way : List.of("throw", "failed", "null")) {
      var failure = refused(app -> app.rpcTo("chat-1", Score.class).fail(way));
      assertEquals(500, failure.failureCode(), way);
      assertTrue(!failure.getMessage().contains("secret"), failure.getMessage());
    }
  }

  @Test
  void aCallThatFailsDisturbsNoOther() throws Exception {
    var answers = from("connector-1", app -> {
      Score chat = app.rpcTo("chat-1", Score.class);
      Future<String> before = chat.add(1, 1);
      Future<Void> failed = chat.fail("throw");
      Future<String> after = chat.add(2, 2);
      return Future.join(before, failed, after).otherwiseEmpty()
        .map(v -> List.of(before.result(), String.valueOf(failed.failed()), after.result()));
    });
    assertEquals(List.of("chat-1:2", "true", "chat-1:4"), answers);
  }

  @Test
  void aRemoteThatNeverAnswersEndsAtTheDeadline() {
    assertEquals(Links.NO_ANSWER,
      refused(app -> app.rpcTo("chat-1", Score.class).hold()).failureCode());
    assertEquals(Links.NO_ANSWER,
      refused(app -> app.rpc("chat", Score.class, "x").hold()).failureCode());
  }

  @Test
  void aMethodWithoutAnAnswerIsNeverAFailure() throws Exception {
    from("connector-1", app -> {
      app.rpcTo("chat-9", Score.class).tell("to nobody");
      app.rpcTo("chat-1", Score.class).tell("hello");
      return Future.succeededFuture();
    });
    assertEquals("hello", told.poll(5, SECONDS));
    assertTrue(told.isEmpty());
  }

  @Test
  void aServerThatIsStoppedInMidCallFailsItAtOnce(Vertx vertx) throws Exception {
    var patient = new ApplicationOptions(options).setCluster("patient")
      .setRequestTimeout(60_000);
    var own = TestCluster.start(vertx, patient, this::setup).await(10, SECONDS);
    Future<String> call = own.call("connector-1",
      app -> app.rpcTo("chat-1", Score.class).hold());
    assertTrue(held.poll(5, SECONDS) != null);
    own.app("chat-1").stop(true).await(5, SECONDS);
    var failure = assertThrows(ServiceException.class, () -> call.await(500, MILLISECONDS));
    assertEquals(Links.PEER_LEFT, failure.failureCode());
  }

  @Test
  void aServerThatComesLaterOrAgainIsCalled() throws Exception {
    for (int run = 0; run < 2; run++) {
      cluster.stop("chat-1").await(5, SECONDS);
      refused(app -> app.rpcTo("chat-1", Score.class).add(1, 1));
      var again = Pomelo.createApp(vertx, new ApplicationOptions(options).setServerId("chat-1"));
      setup(again);
      again.start().await(5, SECONDS);
      assertEquals("chat-1:2",
        from("connector-1", app -> app.rpcTo("chat-1", Score.class).add(1, 1)));
      again.stop().await(5, SECONDS);
    }
  }

  @Test
  void nobodyCallsBeforeTheStart() {
    var app = Pomelo.createApp(vertx);
    assertThrows(IllegalStateException.class, () -> app.rpc("chat", Score.class, null));
    assertThrows(IllegalStateException.class, () -> app.rpcTo("chat-1", Score.class));
  }
}
