package io.pomelo.rpc;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/** A remote on every server of a cluster for tests: the caller {@code area-1}, several chats. */
final class Board {

  final Map<String, Seat> seats = new ConcurrentHashMap<>();
  TestCluster cluster;

  /** Chats with ids chat-1, chat-2, ... and these weights. */
  static JsonObject servers(int... weights) {
    var chats = new JsonArray();
    for (int weight : weights) {
      chats.add(new JsonObject().put("id", "chat-" + (chats.size() + 1)).put("weight", weight));
    }
    return new JsonObject().put("area", new JsonArray().add(new JsonObject().put("id", "area-1")))
      .put("chat", chats);
  }

  /** A running cluster; {@code area} sets the caller up. */
  static Board start(Vertx vertx, ApplicationOptions options, Consumer<Application> area)
    throws Exception {
    var board = new Board();
    // Remotes that never answer are what these tests are about; no stop shall wait for them.
    var impatient = new ApplicationOptions(options).setStopTimeout(300);
    board.cluster = TestCluster.start(vertx, impatient, app -> {
      board.remote(app);
      app.configure("all", "area", area::accept);
    }).await(20, TimeUnit.SECONDS);
    return board;
  }

  static Board start(Vertx vertx, Consumer<Application> area) throws Exception {
    return start(vertx, new ApplicationOptions().setServers(servers(1, 1, 1)), area);
  }

  void remote(Application app) {
    app.remote("chat", Score.class, server -> {
      var seat = new Seat(server.getServerId());
      seats.put(server.getServerId(), seat);
      return seat;
    });
  }

  Seat seat(String id) {
    return seats.get(id);
  }

  /** Runs an action on the caller. */
  <T> Future<T> begin(Function<Application, Future<T>> action) {
    return cluster.call("area-1", action);
  }

  /** Runs an action on the caller and waits for it. */
  <T> T run(Function<Application, Future<T>> action) throws Exception {
    return begin(action).await(10, TimeUnit.SECONDS);
  }

  /** The failure of a future. */
  static Throwable failure(Future<?> future) throws Exception {
    return future.transform(result -> result.failed() ? Future.succeededFuture(result.cause())
      : Future.failedFuture("succeeded with " + result.result() + " (expected: a failure)"))
      .await(10, TimeUnit.SECONDS);
  }

  /** The answers of calls made one after another, each the id of its server. */
  List<String> ask(int times, Function<Application, Score> caller) throws Exception {
    return askEach(times, i -> caller);
  }

  List<String> askEach(int times, IntFunction<Function<Application, Score>> callers)
    throws Exception {
    var servers = new ArrayList<String>();
    for (int i = 0; i < times; i++) {
      var caller = callers.apply(i);
      String answer = run(app -> caller.apply(app).add(0, 0));
      servers.add(answer.substring(0, answer.indexOf(':')));
    }
    return servers;
  }

  /** The remote of one server. */
  static final class Seat implements Score {

    final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Promise<String>> held = new LinkedBlockingQueue<>();
    private final String serverId;

    Seat(String serverId) {
      this.serverId = serverId;
    }

    @Override
    public Future<String> add(int left, long right) {
      return Future.succeededFuture(serverId + ":" + (left + right));
    }

    @Override
    public Future<JsonObject> echo(JsonObject value) {
      return Future.succeededFuture(value);
    }

    @Override
    public Future<Void> fail(String way) {
      told.add(way);
      return ServiceException.fail(9, way);
    }

    @Override
    public Future<String> hold() {
      Promise<String> promise = Promise.promise();
      held.add(promise);
      return promise.future();
    }

    @Override
    public void tell(String text) {
      told.add(text);
    }
  }
}
