package io.pomelo.impl;

import io.pomelo.AdminModule;
import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Component;
import io.pomelo.Filter;
import io.pomelo.Lifecycle;
import io.pomelo.Plugin;
import io.pomelo.Request;
import io.pomelo.RouteRequest;
import io.pomelo.impl.RemoteVerticle.Remote;
import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a game sets up before its server starts: handlers, filters, routes, remotes, components and
 * the like. The parts of the server read it once.
 */
abstract class ApplicationSetup extends ApplicationIdentity {

  private static final Logger LOG = System.getLogger("pomelo.application");

  private final HandlerRegistry handlers;
  private final FilterChain filters = new FilterChain();
  private final FilterChain globalFilters = new FilterChain();
  private final Map<String, Function<RouteRequest, Future<String>>> routes = new HashMap<>();
  private final List<Remote<?>> remotes = new ArrayList<>();
  private final RpcHooks rpcHooks = new RpcHooks(this);
  private final Map<String, Component> components = new LinkedHashMap<>();
  private final Lifecycles lifecycles;
  private final Plugins plugins = new Plugins();
  private final AdminModules adminModules = new AdminModules();
  private final CronActions cronActions = new CronActions();
  private Function<Request, ? extends Future<?>> errorHandler;
  private Function<Request, ? extends Future<?>> globalErrorHandler;
  private boolean sealed;

  ApplicationSetup(Vertx vertx, ApplicationOptions options) {
    super(vertx, options);
    this.handlers = new HandlerRegistry(getServerType());
    this.lifecycles = new Lifecycles(this, listeners());
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

  /** The components of the game by name, in the order they were loaded. */
  Map<String, Component> loaded() {
    return components;
  }

  Lifecycles lifecycles() {
    return lifecycles;
  }

  CronActions cronActions() {
    return cronActions;
  }

  List<Remote<?>> remotes() {
    return remotes.stream().filter(remote -> remote.serverType().equals(getServerType())).toList();
  }

  /** From now on the parts have read what was set up. */
  void seal() {
    sealed = true;
  }

  /** What is read once at the start must not be set in vain later. */
  private void beforeStart(String method) {
    if (sealed) {
      throw new IllegalStateException(method + " after the start of " + getServerId()
        + " (expected: before)");
    }
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
  public Application registerAdmin(String moduleId, AdminModule module) {
    adminModules.register(moduleId, module);
    return this;
  }

  @Override
  public AdminModule adminModule(String moduleId) {
    return adminModules.get(moduleId);
  }

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

  @Override
  public Application crons(String prefix, Function<Application, Object> factory) {
    cronActions.add(prefix, factory);
    return this;
  }

  @Override
  public <T> Application remote(String serverType, Class<T> service,
    Function<Application, T> factory) {
    beforeStart("remote");
    remotes.add(new Remote<>(serverType, service, factory));
    return this;
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

  @Override
  public Application load(String name, Component component) {
    beforeStart("load");
    if (name.startsWith("__") && name.endsWith("__")) {
      throw new IllegalArgumentException("component " + name + ": a name of the framework's "
        + "(expected: one without __ around it)");
    }
    if (components.putIfAbsent(name, component) != null) {
      LOG.log(Level.WARNING, "[{0}] component {1} ignored: the name is taken (expected: another)",
        getServerId(), name);
    }
    return this;
  }
}
