package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The servers of one JVM, started and stopped in order. Each server is a deployment of its own
 * below the game's verticle; Vert.x undeploys those all at once, so each waits for the ones that
 * started after it.
 *
 * <p>Confined to the context of the game's verticle.
 */
public final class ServerGroup {

  private final Vertx vertx;
  private final ApplicationOptions options;
  private final Handler<Application> setup;
  private final List<ApplicationImpl> applications = new ArrayList<>();

  /**
   * A group that is not started.
   *
   * @param vertx the instance to run on
   * @param options with the configuration loaded
   * @param setup configures each server before its start
   */
  public ServerGroup(Vertx vertx, ApplicationOptions options, Handler<Application> setup) {
    this.vertx = vertx;
    this.options = options;
    this.setup = setup;
  }

  /**
   * Starts servers one after another, backends before frontends.
   *
   * @param ids ids separated by commas, or null
   * @param type a server type, or null; with neither all configured servers start
   * @return fails with the first failure, after the servers already started were stopped
   */
  public Future<Void> start(String ids, String type) {
    Future<Void> started = Future.succeededFuture();
    try {
      for (ServerInfo server : select(ids, type)) {
        started = started.compose(v -> start(server));
      }
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    return started.recover(failure -> stop().transform(v -> Future.failedFuture(failure)));
  }

  /**
   * Stops the servers, the last one started first.
   *
   * @return succeeds when all are stopped
   */
  public Future<Void> stop() {
    return applications.isEmpty() ? Future.succeededFuture() : applications.get(0).retire();
  }

  /**
   * The servers.
   *
   * @return in the order of their start
   */
  public List<Application> applications() {
    return List.copyOf(applications);
  }

  private Future<Void> start(ServerInfo server) {
    var app = new ApplicationImpl(vertx,
      new ApplicationOptions(options).setServerId(server.getId()));
    setup.handle(app);
    applications.add(app);
    app.stopAfter(() -> following(app));
    return app.start();
  }

  /** The stop of the server that started after this one, and so of all that did. */
  private Future<Void> following(ApplicationImpl app) {
    int next = applications.indexOf(app) + 1;
    return next == applications.size() ? Future.succeededFuture() : applications.get(next).retire();
  }

  private List<ServerInfo> select(String ids, String type) {
    List<ServerInfo> configured = Topology.of(options).servers();
    List<String> wanted = ids == null ? List.of() : Arrays.asList(ids.trim().split("\\s*,\\s*"));
    for (String id : wanted) {
      if (configured.stream().noneMatch(server -> server.getId().equals(id))) {
        throw new IllegalArgumentException("serverId: " + id + " (expected: one of "
          + configured.stream().map(ServerInfo::getId).toList() + ")");
      }
    }
    List<ServerInfo> selected = configured.stream()
      .filter(server -> wanted.isEmpty() || wanted.contains(server.getId()))
      .filter(server -> type == null || type.equals(server.getServerType()))
      .sorted(Comparator.comparing(ServerInfo::isFrontend))
      .toList();
    if (selected.isEmpty()) {
      throw new IllegalArgumentException("no server to start: serverId " + ids + ", serverType "
        + type + " (expected: some of " + configured + ")");
    }
    return selected;
  }
}
