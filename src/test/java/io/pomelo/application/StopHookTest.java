package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.Application;
import io.pomelo.Pomelo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@SuppressWarnings("deprecation")
class StopHookTest {

  private final Recorder recorder = new Recorder();

  private Application app(Vertx vertx) {
    return Pomelo.createApp(vertx).load(recorder.component("part"));
  }

  private void stopAfterStart(Application app) throws Exception {
    app.start().await(10, SECONDS);
    recorder.seen.clear();
    app.stop().await(10, SECONDS);
    app.stop().await(10, SECONDS);
  }

  @Test
  void theHookRunsOnceBeforeComponentsStop(Vertx vertx) throws Exception {
    var app = app(vertx)
      .beforeStopHook(server -> Future.failedFuture("an earlier hook"))
      .beforeStopHook(server -> server.vertx().timer(5)
        .onSuccess(v -> recorder.seen.add("hook of " + server.getServerId())).mapEmpty());
    stopAfterStart(app);
    assertEquals(List.of("hook of server-1", "part.undeploy"), recorder.seen);
  }

  @Test
  void aLifecycleOfTheTypeReplacesTheHook(Vertx vertx) throws Exception {
    var app = app(vertx)
      .beforeStopHook(server -> {
        recorder.seen.add("hook");
        return Future.succeededFuture();
      })
      .lifecycle("server", recorder.lifecycle(""));
    stopAfterStart(app);
    // Nobody waits for afterStartAll, which may be noted before or after the start.
    recorder.seen.remove("afterStartAll");
    assertEquals(List.of("beforeShutdown", "part.undeploy"), recorder.seen);
  }

  @Test
  void aLifecycleOfAnotherTypeDoesNot(Vertx vertx) throws Exception {
    var app = app(vertx)
      .beforeStopHook(server -> {
        recorder.seen.add("hook");
        return Future.succeededFuture();
      })
      .lifecycle("other", recorder.lifecycle(""));
    stopAfterStart(app);
    assertEquals(List.of("hook", "part.undeploy"), recorder.seen);
  }

  @Test
  void aHookThatFailsDoesNotKeepTheServerFromStopping(Vertx vertx) throws Exception {
    var app = app(vertx).beforeStopHook(server -> {
      throw new IllegalStateException("hook");
    });
    stopAfterStart(app);
    assertEquals(List.of("part.undeploy"), recorder.seen);
  }
}
