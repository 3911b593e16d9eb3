package io.pomelo.impl;

import io.pomelo.AdminModule;
import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.ApplicationOptions;
import io.pomelo.Component;
import io.pomelo.Filter;
import io.pomelo.Lifecycle;
import io.pomelo.Plugin;
import io.pomelo.Request;
import io.pomelo.RouteRequest;
import io.pomelo.Transaction;
import io.pomelo.channel.ChannelService;
import io.pomelo.cluster.LocalMembership;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.impl.RemoteVerticle.Remote;
import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.rpc.RpcResults;
import io.pomelo.session.BackendSessionService;
import io.pomelo.session.ConnectionService;
import io.pomelo.session.Registration;
import io.pomelo.session.SessionService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The application: collects what a game sets up, then hands out what runs. The work is done by the
 * parts behind it.
 */
public final class ApplicationImpl implements Application {

  private static final Logger LOG = System.getLogger("pomelo.application");

  private final Vertx vertx;
  private final ApplicationOptions options;
  private final Topology topology;
  private final ServerInfo self;
  private final Settings settings = new Settings();
  private final HandlerRegistry handlers;
  private final FilterChain filters = new FilterChain();
  private final FilterChain globalFilters = new FilterChain();
  private final Map<String, Function<RouteRequest, Future<String>>> routes = new HashMap<>();
  private final List<Remote<?>> remotes = new ArrayList<>();
  private final RpcHooks rpcHooks = new RpcHooks(this);
  private final Map<String, Component> components = new LinkedHashMap<>();
  private final Listeners listeners;
  private final KnownServers known;
  private final Lifecycles lifecycles;
  private final Plugins plugins = new Plugins();
  private final Pauses pauses;
  private final AdminModules adminModules = new AdminModules();
  private final CronActions cronActions = new CronActions();
  private final ConfigLoader config = new ConfigLoader(this);
  private Function<Request, ? extends Future<?>> errorHandler;
  private Function<Request, ? extends Future<?>> globalErrorHandler;
  private Supplier<Future<Void>> stopAfter = Future::succeededFuture;
  private ServerVerticle server;
  private boolean sealed;
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
    this.vertx = vertx;
    this.options = new ApplicationOptions(options);
    this.topology = Topology.of(options);
    this.self = topology.servers().stream()
      .filter(entry -> entry.getId().equals(options.getServerId())).findFirst()
      .map(ServerInfo::new)
      .orElseThrow(() -> new IllegalArgumentException("serverId: " + options.getServerId()
        + " (expected: one of " + topology.servers().stream().map(ServerInfo::getId).toList()
        + ")"));
    this.handlers = new HandlerRegistry(self.getServerType());
    this.listeners = new Listeners(self.getId());
    this.known = new KnownServers(listeners);
    this.lifecycles = new Lifecycles(this, listeners);
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

  // What the parts ask for

  ApplicationOptions options() {
    return options;
  }

  Topology topology() {
    return topology;
  }

  Settings settings() {
    return settings;
  }

  HandlerRegistry handlers() {
    return handlers;
  }

  FilterChain filters() {
    return filters;
  }

  FilterChain globalFilters() {
    return globalFilters;
  }

  Function<Request, ? extends Future<?>> errorHandler() {
    return errorHandler;
  }

  Function<Request, ? extends Future<?>> globalErrorHandler() {
    return globalErrorHandler;
  }

  Map<String, Function<RouteRequest, Future<String>>> routes() {
    return routes;
  }

  RpcHooks rpcHooks() {
    return rpcHooks;
  }

  List<Component> loaded() {
    return List.copyOf(components.values());
  }

  Listeners listeners() {
    return listeners;
  }

  KnownServers known() {
    return known;
  }

  Lifecycles lifecycles() {
    return lifecycles;
  }

  Pauses pauses() {
    return pauses;
  }

  CronActions cronActions() {
    return cronActions;
  }

  ConfigLoader config() {
    return config;
  }

  boolean isRunning() {
    return context != null;
  }

  List<Remote<?>> remotes() {
    return remotes.stream().filter(remote -> remote.serverType().equals(getServerType())).toList();
  }

  /** The server begins to run; called on its context. */
  void running(Context context, DefaultComponents parts) {
    this.context = context;
    this.parts = parts;
  }

  /** From now on the parts have read what was set up. */
  void seal() {
    sealed = true;
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

  // Settings

  @Override
  public Vertx vertx() {
    return vertx;
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
  public String getBase() {
    return options.getBase();
  }

  @Override
  public Application set(String key, Object value) {
    settings.set(key, value);
    return this;
  }

  @Override
  public <T> T get(String key) {
    return settings.get(key);
  }

  @Override
  public Application enable(String key) {
    return set(key, true);
  }

  @Override
  public Application disable(String key) {
    return set(key, false);
  }

  @Override
  public boolean enabled(String key) {
    return settings.enabled(key);
  }

  @Override
  public boolean disabled(String key) {
    return !settings.enabled(key);
  }

  @Override
  public Application configure(String env, String type, Handler<Application> block) {
    if (Settings.matches(env, options.getEnv()) && Settings.matches(type, getServerType())) {
      block.handle(this);
    }
    return this;
  }

  /** What is read once at the start must not be set in vain later. */
  private void beforeStart(String method) {
    if (sealed) {
      throw new IllegalStateException(method + " after the start of " + getServerId()
        + " (expected: before)");
    }
  }

  // Events, lifecycle, plugins

  @Override
  public Registration listen(ApplicationListener listener) {
    return listeners.add(listener);
  }

  @Override
  public Application lifecycle(String serverType, Lifecycle lifecycle) {
    lifecycles.add(serverType, lifecycle);
    return this;
  }

  @Override
  @Deprecated
  public Application beforeStopHook(Function<Application, Future<Void>> hook) {
    lifecycles.beforeStop(hook);
    return this;
  }

  @Override
  public Application use(Plugin plugin, JsonObject options) {
    plugins.use(this, plugin, options);
    return this;
  }

  @Override
  public Transaction transaction(String name) {
    return new TransactionImpl(this, pauses, name);
  }

  @Override
  public Application addServers(List<ServerInfo> servers) {
    known.add(servers);
    return this;
  }

  @Override
  public Application removeServers(List<String> serverIds) {
    known.remove(serverIds);
    return this;
  }

  @Override
  public Application replaceServers(Map<String, ServerInfo> servers) {
    known.replace(servers);
    return this;
  }

  @Override
  public Application registerAdmin(String moduleId, AdminModule module) {
    adminModules.register(moduleId, module);
    return this;
  }

  @Override
  public AdminModule adminModule(String moduleId) {
    return adminModules.get(moduleId);
  }

  // Handlers, filters, routes

  @Override
  public <T> Application handler(String route, Function<Request, Future<T>> handler) {
    handlers.add(route, handler);
    return this;
  }

  @Override
  public Application handlers(String prefix, Function<Application, Object> factory) {
    beforeStart("handlers");
    handlers.addAll(prefix, factory);
    return this;
  }

  @Override
  public Application route(String serverType, Function<RouteRequest, Future<String>> function) {
    routes.put(serverType, function);
    return this;
  }

  @Override
  public Application filter(Filter filter) {
    filters.add(filter);
    return this;
  }

  @Override
  public Application before(Function<Request, Future<Void>> before) {
    filters.before(before);
    return this;
  }

  @Override
  public Application after(Function<Request, Future<Void>> after) {
    filters.after(after);
    return this;
  }

  @Override
  public Application globalFilter(Filter filter) {
    globalFilters.add(filter);
    return this;
  }

  @Override
  public Application globalBefore(Function<Request, Future<Void>> before) {
    globalFilters.before(before);
    return this;
  }

  @Override
  public Application globalAfter(Function<Request, Future<Void>> after) {
    globalFilters.after(after);
    return this;
  }

  @Override
  public <T> Application errorHandler(Function<Request, Future<T>> handler) {
    beforeStart("errorHandler");
    errorHandler = handler;
    return this;
  }

  @Override
  public <T> Application globalErrorHandler(Function<Request, Future<T>> handler) {
    beforeStart("globalErrorHandler");
    globalErrorHandler = handler;
    return this;
  }

  // Crons and configuration

  @Override
  public Application crons(String prefix, Function<Application, Object> factory) {
    cronActions.add(prefix, factory);
    return this;
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

  // Calls between servers

  @Override
  public <T> Application remote(String serverType, Class<T> service,
    Function<Application, T> factory) {
    beforeStart("remote");
    remotes.add(new Remote<>(serverType, service, factory));
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

  // Filters and options of calls

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
  public Application rpcFilter(RpcFilter filter) {
    beforeStart("rpcFilter");
    rpcHooks.add(filter);
    return this;
  }

  @Override
  public Application rpcBefore(Function<RpcMessage, Future<Void>> before) {
    beforeStart("rpcBefore");
    rpcHooks.addBefore(before);
    return this;
  }

  @Override
  public Application rpcAfter(Function<RpcMessage, Future<Void>> after) {
    beforeStart("rpcAfter");
    rpcHooks.addAfter(after);
    return this;
  }

  @Override
  public <T> Application rpcErrorHandler(Function<RpcMessage, Future<T>> handler) {
    beforeStart("rpcErrorHandler");
    rpcHooks.errorHandler(handler);
    return this;
  }

  // Life

  @Override
  public Application load(String name, Component component) {
    beforeStart("load");
    if (components.putIfAbsent(name, component) != null) {
      LOG.log(Level.WARNING, "[{0}] component {1} ignored: the name is taken (expected: another)",
        getServerId(), name);
    }
    return this;
  }

  @Override
  public Component component(String name) {
    return components().get(name);
  }

  @Override
  public Map<String, Component> components() {
    var all = new LinkedHashMap<>(components);
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
    server = new ServerVerticle(this, self, LocalMembership.of(vertx, options.getCluster()));
    started = Threading.deploy(vertx, server, self, settings)
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
        ? Future.<Void>succeededFuture() : vertx.undeploy(deploymentId).otherwiseEmpty());
  }

  // Servers

  @Override
  public ServerInfo getMaster() {
    return topology.master();
  }

  @Override
  public ServerInfo getCurServer() {
    return self;
  }

  @Override
  public String getServerId() {
    return self.getId();
  }

  @Override
  public String getServerType() {
    return self.getServerType();
  }

  @Override
  public Map<String, ServerInfo> getServers() {
    return known.servers();
  }

  @Override
  public Map<String, ServerInfo> getServersFromConfig() {
    var all = new TreeMap<String, ServerInfo>();
    topology.servers().forEach(entry -> all.put(entry.getId(), entry));
    return Collections.unmodifiableMap(all);
  }

  @Override
  public List<String> getServerTypes() {
    return known.types();
  }

  @Override
  public ServerInfo getServerById(String serverId) {
    return known.server(serverId);
  }

  @Override
  public ServerInfo getServerFromConfig(String serverId) {
    return getServersFromConfig().get(serverId);
  }

  @Override
  public List<ServerInfo> getServersByType(String serverType) {
    return known.ofType(serverType);
  }

  @Override
  public boolean isFrontend() {
    return self.isFrontend();
  }

  @Override
  public boolean isBackend() {
    return !self.isFrontend();
  }

  @Override
  public boolean isMaster() {
    return "master".equals(getServerType());
  }

  // Services

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
