package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.ApplicationOptions;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.Registration;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who a server is, its settings, and the servers it knows: the part of an application that is there
 * from the first moment.
 */
abstract class ApplicationIdentity implements Application {

  private final Vertx vertx;
  private final ApplicationOptions options;
  private final Topology topology;
  private final ServerInfo self;
  private final Settings settings = new Settings();
  private final Listeners listeners;
  private final KnownServers known;

  ApplicationIdentity(Vertx vertx, ApplicationOptions options) {
    this.vertx = vertx;
    this.options = new ApplicationOptions(options);
    this.topology = Topology.of(options);
    this.self = topology.servers().stream()
      .filter(entry -> entry.getId().equals(options.getServerId())).findFirst()
      .map(ServerInfo::new)
      .orElseThrow(() -> new IllegalArgumentException("serverId: " + options.getServerId()
        + " (expected: one of " + topology.servers().stream().map(ServerInfo::getId).toList()
        + ")"));
    this.listeners = new Listeners(self.getId());
    this.known = new KnownServers(listeners);
  }

  ApplicationOptions options() {
    return options;
  }

  Topology topology() {
    return topology;
  }

  Settings settings() {
    return settings;
  }

  Listeners listeners() {
    return listeners;
  }

  KnownServers known() {
    return known;
  }

  @Override
  public Vertx vertx() {
    return vertx;
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

  @Override
  public Registration listen(ApplicationListener listener) {
    return listeners.add(listener);
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
}
