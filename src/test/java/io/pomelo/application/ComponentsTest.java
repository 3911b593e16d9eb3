package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Component;
import io.pomelo.Pomelo;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Start and stop of one server and its components. */
@ExtendWith(VertxExtension.class)
class ComponentsTest {

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final List<Context> contexts = Collections.synchronizedList(new ArrayList<>());
  private Vertx vertx;
  private Application app;

  /** Writes down what happens to it, and may be told to wait or to fail. */
  private final class Part implements Component {

    private final String name;
    private Supplier<Future<?>> deploy = Future::succeededFuture;
    private Supplier<Future<?>> afterStart = Future::succeededFuture;
    private Supplier<Future<?>> undeploy = Future::succeededFuture;

    Part(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<?> deploy(Context context) {
      return note(name + " start", context, deploy);
    }

    @Override
    public Future<?> afterStart() {
      return note(name + " afterStart", Vertx.currentContext(), afterStart);
    }

    @Override
    public Future<?> undeploy(Context context) {
      return note(name + " stop", context, undeploy);
    }

    private Future<?> note(String what, Context context, Supplier<Future<?>> then) {
      seen.add(what);
      contexts.add(context);
      contexts.add(Vertx.currentContext());
      return then.get();
    }
  }

  @BeforeEach
  void create(Vertx vertx) {
    this.vertx = vertx;
    app = Pomelo.createApp(vertx, options());
  }

  private static ApplicationOptions options() {
    return new ApplicationOptions().setCluster(UUID.randomUUID().toString())
      .setServerId("server-1").setServers(new JsonObject().put("server", new JsonArray()
        .add(new JsonObject().put("id", "server-1"))));
  }

  private Throwable failure(Future<?> future) {
    return assertThrows(Throwable.class, () -> future.await(5, SECONDS));
  }

  @Test
  void componentsStartOneAfterAnotherAndStopInReverse() throws Exception {
    app.load(new Part("a")).load(new Part("b"));
    app.start().await(5, SECONDS);
    assertEquals(List.of("a start", "b start", "a afterStart", "b afterStart"), seen);
    app.stop().await(5, SECONDS);
    assertEquals(List.of("b stop", "a stop"), seen.subList(4, seen.size()));
  }

  @Test
  void everythingOfAComponentRunsOnTheContextOfItsServer() throws Exception {
    app.load(new Part("a")).start().await(5, SECONDS);
    app.stop().await(5, SECONDS);
    assertEquals(6, contexts.size());
    contexts.forEach(context -> assertSame(app.context(), context));
  }

  @Test
  void aComponentStartsWhenTheOneBeforeItHasAndAfterStartWaitsForAll() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> reached = Promise.promise();
    var a = new Part("a");
    a.deploy = () -> {
      reached.complete();
      return first.future();
    };
    Future<Void> started = app.load(a).load(new Part("b")).start();
    reached.future().await(5, SECONDS);
    assertEquals(List.of("a start"), seen);
    first.complete();
    started.await(5, SECONDS);
    assertEquals(List.of("a start", "b start", "a afterStart", "b afterStart"), seen);
  }

  @Test
  void aComponentIsFoundByItsNameAndTheFirstOfANameIsKept() throws Exception {
    var first = new Part("a");
    app.load(first).load(new Part("a"));
    assertSame(first, app.component("a"));
    assertNull(app.component("b"));
    app.start().await(5, SECONDS);
    assertEquals(List.of("a start", "a afterStart"), seen);
  }

  @Test
  void aNameOfTheFrameworkIsRefused() {
    var failure = assertThrows(IllegalArgumentException.class,
      () -> app.load("__session__", new Part("a")));
    assertTrue(failure.getMessage().contains("component __session__"), failure.getMessage());
  }

  @Test
  void theComponentsOfTheFrameworkAreFoundOnceTheServerStarts() throws Exception {
    var part = new Part("a");
    app.load("other", part);
    assertEquals(Set.of("other"), app.components().keySet());
    app.start().await(5, SECONDS);
    assertSame(app.channelService(), app.component("__channel__"));
    assertSame(app.backendSessionService(), app.component("__backendSession__"));
    assertSame(part, app.component("other"));
    assertEquals("other", app.components().keySet().iterator().next());
    assertNull(app.component("__connector__"));
    assertThrows(UnsupportedOperationException.class, () -> app.components().clear());
  }

  @Test
  void aComponentThatDoesNotStartFailsTheStartAndTheOthersAreStopped() {
    var b = new Part("b");
    b.deploy = () -> Future.failedFuture(new IllegalStateException("b has no database"));
    Future<Void> started = app.load(new Part("a")).load(b).load(new Part("c")).start();
    assertEquals("b has no database", failure(started).getMessage());
    assertEquals(List.of("a start", "b start", "b stop", "a stop"), seen);
  }

  @Test
  void aComponentThatThrowsFailsTheStartAsWell() {
    var a = new Part("a");
    a.afterStart = () -> {
      throw new IllegalStateException("thrown");
    };
    assertEquals("thrown", failure(app.load(a).start()).getMessage());
    assertEquals(List.of("a start", "a afterStart", "a stop"), seen);
  }

  @Test
  void aServerThatDidNotStartIsInNoCluster() throws Exception {
    var options = options();
    options.getServers().getJsonArray("server").add(new JsonObject().put("id", "server-2"));
    var other = Pomelo.createApp(vertx, new ApplicationOptions(options).setServerId("server-2"));
    other.start().await(5, SECONDS);
    var a = new Part("a");
    a.afterStart = () -> Future.failedFuture("no");
    failure(Pomelo.createApp(vertx, options).load(a).start());
    assertEquals(List.of("server-2"), List.copyOf(
      other.call(() -> Future.succeededFuture(other.getServers().keySet())).await(5, SECONDS)));
  }

  @Test
  void componentsOfTheUserAreThereBeforeThoseOfTheFramework() throws Exception {
    var states = new ArrayList<Integer>();
    var a = new Part("a");
    a.deploy = () -> {
      states.add(app.getServers().size());
      return Future.succeededFuture();
    };
    a.undeploy = a.deploy;
    app.load(a).start().await(5, SECONDS);
    assertEquals(1, app.call(() -> Future.succeededFuture(app.getServers().size()))
      .await(5, SECONDS));
    app.stop().await(5, SECONDS);
    assertEquals(0, states.get(0));
    assertEquals(2, states.size());
  }

  @Test
  void aSecondStartFails() throws Exception {
    app.load(new Part("a"));
    Future<Void> first = app.start();
    Future<Void> second = app.start();
    assertTrue(failure(second).getMessage().contains("already started"));
    first.await(5, SECONDS);
    assertTrue(failure(app.start()).getMessage().contains("already started"));
    assertEquals(List.of("a start", "a afterStart"), seen);
  }

  @Test
  void aSecondStopJoinsTheFirst() throws Exception {
    Promise<Void> stopped = Promise.promise();
    Promise<Void> reached = Promise.promise();
    var a = new Part("a");
    a.undeploy = () -> {
      reached.complete();
      return stopped.future();
    };
    app.load(a).start().await(5, SECONDS);
    Future<Void> first = app.stop();
    Future<Void> second = app.stop();
    reached.future().await(5, SECONDS);
    assertFalse(first.isComplete());
    assertFalse(second.isComplete());
    stopped.complete();
    first.await(5, SECONDS);
    second.await(5, SECONDS);
    app.stop().await(5, SECONDS);
    assertEquals(List.of("a start", "a afterStart", "a stop"), seen);
  }

  @Test
  void aStopBeforeTheStartIsNothing() throws Exception {
    app.load(new Part("a")).stop().await(5, SECONDS);
    assertEquals(List.of(), seen);
    app.start().await(5, SECONDS);
    assertEquals(List.of("a start", "a afterStart"), seen);
  }

  @Test
  void aStopDuringTheStartFailsTheStartAndStopsWhatHadStarted() throws Exception {
    Promise<Void> first = Promise.promise();
    Promise<Void> reached = Promise.promise();
    var a = new Part("a");
    a.deploy = () -> {
      reached.complete();
      return first.future();
    };
    Future<Void> started = app.load(a).load(new Part("b")).start();
    reached.future().await(5, SECONDS);
    Future<Void> stopped = app.stop();
    app.call(Future::succeededFuture).await(5, SECONDS);
    first.complete();
    assertTrue(failure(started).getMessage().contains("stopped"), started.cause().getMessage());
    stopped.await(5, SECONDS);
    assertEquals(List.of("a start", "a stop"), seen);
    assertTrue(vertx.deploymentIDs().isEmpty());
  }

  @Test
  void aStopRightBehindTheStartLeavesNothing() throws Exception {
    app.load(new Part("a"));
    Future<Void> started = app.start();
    app.stop().await(5, SECONDS);
    started.otherwiseEmpty().await(5, SECONDS);
    assertTrue(vertx.deploymentIDs().isEmpty());
    assertEquals(seen.contains("a start"), seen.contains("a stop"));
  }

  @Test
  void aComponentThatDoesNotStopHoldsNobodyUp() throws Exception {
    var b = new Part("b");
    b.undeploy = () -> Future.failedFuture("b hangs on");
    var c = new Part("c");
    c.undeploy = () -> {
      throw new IllegalStateException("thrown");
    };
    app.load(new Part("a")).load(b).load(c).start().await(5, SECONDS);
    app.stop().await(5, SECONDS);
    assertEquals(List.of("c stop", "b stop", "a stop"), seen.subList(6, seen.size()));
  }

  @Test
  void aStopGoesOnWhenItsTimeIsUp() throws Exception {
    app = Pomelo.createApp(vertx, options().setStopTimeout(100));
    var b = new Part("b");
    b.undeploy = () -> Promise.promise().future();
    app.load(new Part("a")).load(b).start().await(5, SECONDS);
    app.stop().await(5, SECONDS);
    assertEquals(List.of("b stop", "a stop"), seen.subList(4, seen.size()));
  }

  @Test
  void aForcedStopWaitsForNothing() throws Exception {
    var a = new Part("a");
    a.undeploy = () -> Promise.promise().future();
    app.load(a).start().await(5, SECONDS);
    app.stop(true).await(5, SECONDS);
    assertEquals(List.of("a start", "a afterStart", "a stop"), seen);
  }

  @Test
  void aForcedStopEndsAStartThatNeverWould() throws Exception {
    Promise<Void> reached = Promise.promise();
    var a = new Part("a");
    a.deploy = () -> {
      reached.complete();
      return Promise.promise().future();
    };
    Future<Void> started = app.load(a).start();
    reached.future().await(5, SECONDS);
    app.stop(true).await(5, SECONDS);
    failure(started);
    assertEquals(List.of("a start", "a stop"), seen);
  }

  @Test
  void whatIsStoppedByVertxIsStoppedInOrder() throws Exception {
    app.load(new Part("a")).load(new Part("b")).start().await(5, SECONDS);
    vertx.close().await(5, SECONDS);
    assertEquals(List.of("b stop", "a stop"), seen.subList(4, seen.size()));
  }

  @Test
  void aPortThatIsTakenIsNamedInTheFailure() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      app = Pomelo.createApp(vertx, new ApplicationOptions().setServerId("connector-1")
        .setCluster(UUID.randomUUID().toString())
        .setServers(new JsonObject().put("connector", new JsonArray().add(new JsonObject()
          .put("id", "connector-1").put("frontend", true).put("host", "127.0.0.1")
          .put("clientPort", port)))));
      String text = failure(app.load(new Part("a")).start()).getMessage();
      assertTrue(text.contains("127.0.0.1:" + port), text);
      assertEquals(List.of("a start", "a afterStart", "a stop"), seen);
    }
  }

  @Test
  void aSettingOfTheWrongKindFailsTheStartWithItsName() {
    app.set("connectorConfig", "heartbeat=3");
    String text = failure(app.start()).getMessage();
    assertTrue(text.contains("connectorConfig") && text.contains("ConnectorOptions"), text);
  }
}
