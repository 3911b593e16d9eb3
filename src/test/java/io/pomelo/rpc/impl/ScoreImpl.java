package io.pomelo.rpc.impl;

import io.pomelo.RequestException;
import io.pomelo.rpc.Score;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

final class ScoreImpl implements Score {

  final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  final BlockingQueue<Promise<String>> held = new LinkedBlockingQueue<>();
  private final TestServer server;

  ScoreImpl(TestServer server) {
    this.server = server;
  }

  @Override
  public Future<String> add(int left, long right) {
    return Future.succeededFuture(server.self.getId() + ":" + (left + right));
  }

  @Override
  public Future<JsonObject> echo(JsonObject value) {
    return Future.succeededFuture(value);
  }

  @Override
  public Future<Void> fail(String way) {
    return switch (way) {
      case "service" -> ServiceException.fail(-9, "for you", new JsonObject().put("seen", 1));
      case "request" -> Future.failedFuture(
        new RequestException(7, "with a body", new JsonObject().put("why", "test")));
      case "failed" -> Future.failedFuture(new IllegalStateException("secret"));
      case "null" -> null;
      default -> throw new IllegalArgumentException("thrown");
    };
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
    if (text.equals("throw")) {
      throw new IllegalStateException("thrown on purpose by a test");
    }
  }
}
