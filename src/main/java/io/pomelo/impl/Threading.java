package io.pomelo.impl;

import io.pomelo.Request;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * What a server runs on: an event loop, or virtual threads. In both cases one task of it runs at a
 * time, so its state needs no lock; on virtual threads a task that awaits lets others run.
 */
final class Threading {

  /** The field of the server's entry and the setting, which comes first. */
  static final String KEY = "threading";

  private static final String EVENT_LOOP = "event-loop";
  private static final String VIRTUAL = "virtual";
  private static final int JAVA_WITH_VIRTUAL_THREADS = 21;

  private Threading() {
  }

  /**
   * Deploys a server as its entry or its settings say.
   *
   * @return fails with an {@link IllegalArgumentException} when that is unknown, and with an
   *     {@link IllegalStateException} when this Java has no virtual threads
   */
  static Future<String> deploy(Vertx vertx, Deployable server, ServerInfo self, Settings settings) {
    Object wanted = settings.get(KEY);
    if (wanted == null) {
      wanted = self.get(KEY);
    }
    if (wanted == null || EVENT_LOOP.equals(wanted)) {
      return vertx.deployVerticle(server);
    }
    if (!VIRTUAL.equals(wanted)) {
      return Future.failedFuture(new IllegalArgumentException("threading of " + self.getId() + ": "
        + wanted + " (expected: " + EVENT_LOOP + " or " + VIRTUAL + ")"));
    }
    int java = Runtime.version().feature();
    if (java < JAVA_WITH_VIRTUAL_THREADS) {
      return Future.failedFuture(new IllegalStateException("threading of " + self.getId() + ": "
        + VIRTUAL + " on Java " + java + " (expected: Java " + JAVA_WITH_VIRTUAL_THREADS
        + " or later, or " + EVENT_LOOP + ")"));
    }
    return vertx.deployVerticle(server,
      new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
  }

  /** Whether tasks of this context may await. */
  static boolean isVirtual(Context context) {
    return context.threadingModel() == ThreadingModel.VIRTUAL_THREAD;
  }

  /**
   * The handler as a task of its own. Awaiting suspends a whole task: in the one the request came
   * with it would hold up what came with it too, such as the other requests of a link's frame.
   * Tasks start in the order they were made, so promise P2 holds.
   */
  static Function<Request, Future<Object>> task(Context context,
    Function<Request, Future<Object>> handler) {
    var users = new UserCalls(context);
    return request -> {
      Promise<Object> answer = Promise.promise();
      context.runOnContext(v -> users
        .<Request, Object>call("handler of " + request.route(), handler, request)
        .onComplete(answer));
      return answer.future();
    };
  }
}
