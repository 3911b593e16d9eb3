package io.pomelo.issues;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Component;
import io.pomelo.Pomelo;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Starts that fail, stops that come early or meet components that fail (promise P5). */
@ExtendWith(VertxExtension.class)
class StopTest {

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  private static ApplicationOptions options() {
    return new ApplicationOptions().setServerId("chat-1")
      .setServers(new JsonObject("{\"chat\": [{\"id\": \"chat-1\"}]}"));
  }

  /** A component that notes its life and whose futures the test gives. */
  private final class Part implements Component {

    private final String name;
    private final Future<Void> deployed;
    private final Future<Void> undeployed;

    private Part(String name, Future<Void> deployed, Future<Void> undeployed) {
      this.name = name;
      this.deployed = deployed;
      this.undeployed = undeployed;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<?> deploy(Context context) {
      log.add("deploy " + name);
      return deployed;
    }

    @Override
    public Future<?> undeploy(Context context) {
      log.add("undeploy " + name);
      return undeployed;
    }
  }

  @Test
  void aComponentThatFailsToStopDoesNotHoldTheOthersUp(Vertx vertx) throws Exception {
    Application app = Pomelo.createApp(vertx, options().setStopTimeout(20_000))
      .load(new Part("first", Future.succeededFuture(), Future.succeededFuture()))
      .load(new Part("second", Future.succeededFuture(), Future.failedFuture("no")));
    app.start().await(10, SECONDS);
    app.stop().await(5, SECONDS);
    assertEquals(List.of("deploy first", "deploy second", "undeploy second", "undeploy first"),
      log);
  }

  @Test
  void aForcedStopHurriesTheOneThatIsUnderWay(Vertx vertx) throws Exception {
    Application app = Pomelo.createApp(vertx, options().setStopTimeout(20_000))
      .load(new Part("slow", Future.succeededFuture(), Promise.<Void>promise().future()));
    app.start().await(10, SECONDS);
    Future<Void> stopped = app.stop();
    assertThrows(TimeoutException.class, () -> stopped.await(200, MILLISECONDS));
    app.stop(true).await(5, SECONDS);
    stopped.await(5, SECONDS);
  }

  @Test
  void aStopDuringTheStartEndsIt(Vertx vertx) throws Exception {
    Promise<Void> deployed = Promise.promise();
    Promise<Void> reached = Promise.promise();
    Application app = Pomelo.createApp(vertx, options());
    app.load(new Part("slow", deployed.future(), Future.succeededFuture()));
    app.load(new Part("next", Future.succeededFuture(), Future.succeededFuture()));
    Future<Void> started = app.start();
    vertx.setPeriodic(5, id -> {
      if (!log.isEmpty()) {
        vertx.cancelTimer(id);
        reached.tryComplete();
      }
    });
    reached.future().await(5, SECONDS);
    Future<Void> stopped = app.stop();
    stopped.await(5, SECONDS);
    deployed.complete();
    assertThrows(ExecutionException.class, () -> await(started));
    assertEquals(List.of("deploy slow", "undeploy slow"), log);
  }

  @Test
  void aStopRightAfterTheStartStopsTheServer(Vertx vertx) throws Exception {
    Application app = Pomelo.createApp(vertx, options());
    app.load(new Part("part", Future.succeededFuture(), Future.succeededFuture()));
    app.start();
    app.stop().await(5, SECONDS);
    assertEquals(log.contains("deploy part"), log.contains("undeploy part"));
    assertTrue(vertx.deploymentIDs().isEmpty());
    assertFalse(log.isEmpty());
  }

  @Test
  void aStartThatFailsHasStoppedWhatItStartedWhenItSaysSo(Vertx vertx) throws Exception {
    Promise<Void> undeployed = Promise.promise();
    Application app = Pomelo.createApp(vertx, options());
    app.load(new Part("slow", Future.succeededFuture(), undeployed.future()));
    app.load(new Part("broken", Future.failedFuture("no"), Future.succeededFuture()));
    Future<Void> started = app.start();
    vertx.setTimer(200, id -> {
      log.add("now");
      undeployed.complete();
    });
    assertThrows(ExecutionException.class, () -> await(started));
    assertEquals(List.of("deploy slow", "deploy broken", "undeploy broken", "undeploy slow", "now"),
      log);
  }

  @Test
  void aStartThatFailsBeforeAnyComponentTellsWhy(Vertx vertx) {
    Application app = Pomelo.createApp(vertx, options());
    app.handlers("chat.h", a -> null);
    Future<Void> started = app.start();
    var failure = assertThrows(ExecutionException.class, () -> await(started));
    assertTrue(failure.getMessage().contains("the factory gave null"), failure::getMessage);
  }

  @Test
  void aGameThatDoesNotStartLeavesNothingRunning(Vertx vertx) {
    var servers = new JsonObject("{\"chat\": [{\"id\": \"chat-1\"}, {\"id\": \"chat-2\"}]}");
    var started = TestCluster.start(vertx, servers, app -> {
      app.load(new Part(app.getServerId(), Future.succeededFuture(), Future.succeededFuture()));
      if (app.getServerId().equals("chat-2")) {
        throw new IllegalStateException("set-up");
      }
    });
    var failure = assertThrows(ExecutionException.class, () -> await(started.mapEmpty()));
    assertEquals("set-up", failure.getCause().getMessage());
    assertEquals(List.of("deploy chat-1", "undeploy chat-1"), log);
    assertTrue(vertx.deploymentIDs().isEmpty());
  }

  private static void await(Future<Void> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(5, SECONDS);
  }
}
