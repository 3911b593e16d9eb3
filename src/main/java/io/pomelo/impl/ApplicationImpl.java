package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Component;
import io.pomelo.Transaction;
import io.pomelo.channel.ChannelService;
import io.pomelo.cluster.LocalMembership;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.rpc.RpcResults;
import io.pomelo.session.BackendSessionService;
import io.pomelo.session.ConnectionService;
import io.pomelo.session.SessionService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An application: what was set up, and once it started what runs. The work is done by the parts
 * behind it.
 */
public final class ApplicationImpl extends ApplicationSetup {

  private final Pauses pauses;
  private final ConfigLoader config = new ConfigLoader(this);
  private Supplier<Future<Void>> stopAfter = Future::succeededFuture;
  private ServerVerticle server;
  private Future<Void> started;
  private String deploymentId;
  private Context context;
  private DefaultComponents parts;

  /**
   * One server, not started.
   *
   * @param vertx the instance to run on
   * @param options with the configuration loaded and a server id that is in it
   */
  public ApplicationImpl(Vertx vertx, ApplicationOptions options) {
    super(vertx, options);
    this.pauses = new Pauses(vertx);
  }

  /**
   * The options of a server that stands for itself.
   *
   * @return the backend {@code server-1} of type {@code server}
   */
  public static ApplicationOptions standAlone() {
    return new ApplicationOptions().setServerId("server-1").setServers(new JsonObject()
      .put("server", new JsonArray().add(new JsonObject().put("id", "server-1"))));
  }

  Pauses pauses() {
    return pauses;
  }

  ConfigLoader config() {
    return config;
  }

  boolean isRunning() {
    return context != null;
  }

  /** The server begins to run; called on its context. */
  void running(Context context, DefaultComponents parts) {
    this.context = context;
    this.parts = parts;
  }

  /** Sets what must have stopped before this server does when all stop at once. */
  void stopAfter(Supplier<Future<Void>> others) {
    stopAfter = others;
  }

  /** Stops this server after the ones that started later; for Vert.x, which undeploys it then. */
  Future<Void> retire() {
    return context == null ? Future.succeededFuture()
      : stopAfter.get().compose(v -> call(() -> server.shutDown(false)));
  }

  @Override
  public Context context() {
    if (context == null) {
      throw new IllegalStateException("application " + getServerId()
        + " is not started (expected: start() first)");
    }
    return context;
  }

  @Override
  public <T> Future<T> call(Supplier<Future<T>> action) {
    if (context == null) {
      return Future.failedFuture(new IllegalStateException("application " + getServerId()
        + " is not started (expected: start() first)"));
    }
    Context caller = Vertx.currentContext();
    Promise<T> promise = Promise.promise();
    context.runOnContext(v -> new UserCalls(context)
      .<Object, T>call("the action", none -> action.get(), null)
      .onComplete(result -> {
        if (caller == null || caller == context) {
          promise.handle(result);
        } else {
          caller.runOnContext(back -> promise.handle(result));
        }
      }));
    return promise.future();
  }

  @Override
  public Transaction transaction(String name) {
    return new TransactionImpl(this, pauses, name);
  }

  @Override
  public Future<Void> addCrons(JsonArray crons) {
    return call(() -> runningCrons().add(crons));
  }

  @Override
  public Future<Void> removeCrons(JsonArray crons) {
    return call(() -> runningCrons().remove(crons));
  }

  private CronVerticle runningCrons() {
    if (parts.crons == null) {
      throw new IllegalStateException("crons of " + getServerId() + " before its components are"
        + " made (expected: after beforeStartup, or in crons.json)");
    }
    return parts.crons;
  }

  @Override
  public Future<JsonObject> loadConfig(String key, String path) {
    return config.load(key, path);
  }

  @Override
  public Future<JsonObject> loadConfigBaseApp(String key, String path, boolean reload) {
    return config.loadBaseApp(key, path, reload);
  }

  @Override
  public Application configReloaded(Handler<String> handler) {
    config.listen(handler);
    return this;
  }

  @Override
  public <T> T rpc(String serverType, Class<T> service, Object routeParam) {
    return parts().rpc.caller(serverType, service, routeParam);
  }

  @Override
  public <T> T rpcTo(String serverId, Class<T> service) {
    return parts().rpc.callerTo(serverId, service);
  }

  @Override
  public <T> T rpc(String serverType, Class<T> service, Object routeParam, RpcOptions options) {
    return parts().rpc.caller(serverType, service, routeParam, options);
  }

  @Override
  public <T> T rpcTo(String serverId, Class<T> service, RpcOptions options) {
    return parts().rpc.callerTo(serverId, service, options);
  }

  @Override
  public <T, R> Future<RpcResults<R>> rpcToAll(String serverType, Class<T> service,
    Function<T, Future<R>> call) {
    return parts().rpc.callAll(serverType, service, call);
  }

  @Override
  public Future<Object> rpcInvoke(String serverId, String service, String method,
    JsonObject args) {
    return parts().rpc.invoke(serverId, service, method, args.copy());
  }

  @Override
  public Component component(String name) {
    return components().get(name);
  }

  @Override
  public Map<String, Component> components() {
    var all = new LinkedHashMap<>(loaded());
    if (parts != null) {
      parts.assembled().forEach(part -> all.putIfAbsent(part.name(), part));
    }
    return Collections.unmodifiableMap(all);
  }

  @Override
  public Future<Void> start() {
    if (server != null) {
      return Future.failedFuture(new IllegalStateException("application " + getServerId()
        + " has already started (expected: one start)"));
    }
    server = new ServerVerticle(this, getCurServer(),
      LocalMembership.of(vertx(), options().getCluster()));
    started = Threading.deploy(vertx(), server, getCurServer(), settings())
      .onSuccess(id -> deploymentId = id).mapEmpty();
    return started;
  }

  @Override
  public Future<Void> stop(boolean force) {
    if (started == null) {
      return Future.succeededFuture();
    }
    // A start that has only just been asked for cannot be stopped before there is a context.
    Future<Void> begun = context == null ? started.otherwiseEmpty() : Future.succeededFuture();
    return begun
      .compose(v -> context == null
        ? Future.<Void>succeededFuture() : call(() -> server.shutDown(force)))
      .compose(v -> started.otherwiseEmpty())
      .compose(v -> deploymentId == null
        ? Future.<Void>succeededFuture() : vertx().undeploy(deploymentId).otherwiseEmpty());
  }

  private DefaultComponents parts() {
    context();
    return parts;
  }

  private <T> T frontend(T service, String name) {
    if (service == null) {
      throw new IllegalStateException(name + " of " + getServerId() + ", which is a backend"
        + " (expected: a frontend)");
    }
    return service;
  }

  @Override
  public SessionService sessionService() {
    return frontend(parts().sessions, "sessionService");
  }

  @Override
  public ConnectionService connectionService() {
    return frontend(parts().connections, "connectionService");
  }

  @Override
  public BackendSessionService backendSessionService() {
    return parts().backendSessions;
  }

  @Override
  public ChannelService channelService() {
    return parts().channels;
  }
}
