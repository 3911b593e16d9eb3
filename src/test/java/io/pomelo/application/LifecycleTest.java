package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Lifecycle;
import io.pomelo.Pomelo;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LifecycleTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"chat": [{"id": "chat-1"}, {"id": "chat-2"}]}""");

  private final Recorder recorder = new Recorder();

  private static Application app(Vertx vertx, String id, long stopTimeout) {
    return Pomelo.createApp(vertx, new ApplicationOptions().setServers(SERVERS).setServerId(id)
      .setStopTimeout(stopTimeout));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, SECONDS);
  }

  @Test
  void theyRunAroundTheComponentsEachWhenTheOneBeforeIsDone(Vertx vertx) throws Exception {
    var app = app(vertx, "chat-1", 5_000);
    app.load(recorder.component("part"));
    app.lifecycle("chat", recorder.lifecycle("a."));
    app.lifecycle("gate|chat", recorder.lifecycle("b."));
    app.lifecycle("gate", recorder.lifecycle("never."));
    await(app.start().onSuccess(v -> recorder.seen.add("started")));
    await(app.stop());
    assertEquals(List.of("a.beforeStartup", "b.beforeStartup", "part.deploy", "part.afterStart",
      "a.afterStartup", "b.afterStartup", "started", "b.beforeShutdown", "a.beforeShutdown",
      "part.undeploy"), recorder.seen);
  }

  @Test
  void beforeStartupMayStillAddHandlersAndComponentsOnTheServersContext(Vertx vertx)
    throws Exception {
    var app = app(vertx, "chat-1", 5_000);
    app.lifecycle("all", new Lifecycle() {
      @Override
      public Future<Void> beforeStartup(Application server) {
        assertSame(app, server);
        assertSame(server.context(), Vertx.currentContext());
        server.load("late", recorder.component("part"));
        return Future.succeededFuture();
      }
    });
    await(app.start());
    assertEquals(List.of("part.deploy", "part.afterStart"), recorder.seen);
    assertEquals("part", app.component("late").name());
  }

  @Test
  void afterStartAllRunsWhenEveryConfiguredServerRuns(Vertx vertx) throws Exception {
    Promise<Void> all = Promise.promise();
    var app = app(vertx, "chat-1", 5_000);
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> afterStartAll(Application server) {
        recorder.seen.add("afterStartAll of " + server.getServerId());
        all.complete();
        return Future.failedFuture("only logged");
      }
    });
    await(app.start());
    assertEquals(List.of(), recorder.seen);
    await(app(vertx, "chat-2", 5_000).start());
    await(all.future());
    assertEquals(List.of("afterStartAll of chat-1"), recorder.seen);
  }

  @Test
  void aBeforeStartupThatFailsFailsTheStartAndNothingStarts(Vertx vertx) throws Exception {
    var app = app(vertx, "chat-1", 5_000);
    app.load(recorder.component("part"));
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> beforeStartup(Application server) {
        throw new IllegalArgumentException("not today");
      }

      @Override
      public Future<Void> beforeShutdown(Application server) {
        recorder.seen.add("beforeShutdown");
        return Future.succeededFuture();
      }
    });
    var failure = assertThrows(IllegalArgumentException.class, () -> await(app.start()));
    assertEquals("not today", failure.getMessage());
    assertEquals(List.of(), recorder.seen);
  }

  @Test
  void anAfterStartupThatFailsFailsTheStartAndTheServerStops(Vertx vertx) throws Exception {
    var other = app(vertx, "chat-2", 5_000);
    await(other.start());
    var app = app(vertx, "chat-1", 5_000);
    app.load(recorder.component("part"));
    app.lifecycle("chat", recorder.lifecycle(""));
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> afterStartup(Application server) {
        return Future.failedFuture(new IllegalArgumentException("too late"));
      }
    });
    var failure = assertThrows(IllegalArgumentException.class, () -> await(app.start()));
    assertEquals("too late", failure.getMessage());
    assertEquals(List.of("beforeStartup", "part.deploy", "part.afterStart", "afterStartup",
      "beforeShutdown", "part.undeploy"), recorder.seen);
    assertEquals(List.of("chat-2"), List.copyOf(other.getServers().keySet()));
  }

  @Test
  void aBeforeShutdownThatNeverEndsIsCutByTheStopTimeout(Vertx vertx) throws Exception {
    var app = app(vertx, "chat-1", 100);
    app.load(recorder.component("part"));
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> beforeShutdown(Application server) {
        recorder.seen.add("beforeShutdown");
        return Promise.<Void>promise().future();
      }
    });
    await(app.start());
    long begin = System.nanoTime();
    await(app.stop());
    assertTrue(System.nanoTime() - begin >= 100_000_000);
    assertEquals(List.of("part.deploy", "part.afterStart", "beforeShutdown", "part.undeploy"),
      recorder.seen);
  }

  @Test
  void theServerIsAMemberUntilBeforeShutdownIsDone(Vertx vertx) throws Exception {
    var app = app(vertx, "chat-1", 5_000);
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> beforeShutdown(Application server) {
        recorder.seen.addAll(server.getServers().keySet());
        throw new IllegalStateException("only logged");
      }
    });
    await(app.start());
    await(app.stop());
    assertEquals(List.of("chat-1"), recorder.seen);
    assertEquals(List.of(), List.copyOf(app.getServers().keySet()));
  }

  @Test
  void aForcedStopDoesNotWait(Vertx vertx) throws Exception {
    var app = app(vertx, "chat-1", 60_000);
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> beforeShutdown(Application server) {
        recorder.seen.add("beforeShutdown");
        return Promise.<Void>promise().future();
      }
    });
    await(app.start());
    await(app.stop(true));
    assertEquals(List.of("beforeShutdown"), recorder.seen);
  }

  @Test
  void aStopDuringBeforeStartupEndsTheStart(Vertx vertx) throws Exception {
    Promise<Void> entered = Promise.promise();
    Promise<Void> go = Promise.promise();
    var app = app(vertx, "chat-1", 5_000);
    app.load(recorder.component("part"));
    app.handlers("chat.h", server -> {
      recorder.seen.add("handlers");
      throw new IllegalStateException("made for nobody");
    });
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> beforeStartup(Application server) {
        entered.complete();
        return go.future();
      }
    });
    app.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> beforeStartup(Application server) {
        recorder.seen.add("another beforeStartup");
        return Future.succeededFuture();
      }
    });
    var start = app.start();
    await(entered.future());
    var stop = app.stop();
    await(app.call(Future::succeededFuture));
    await(stop);
    assertThrows(IllegalStateException.class, () -> await(start));
    go.complete();
    await(app.call(Future::succeededFuture));
    assertEquals(List.of(), recorder.seen);
  }
}
