package io.pomelo.rpc.impl;

import io.pomelo.RouteRequest;
import io.pomelo.cluster.Rendezvous;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Router;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The router of one server: the route function of the type, else that of {@code default} (pomelo
 * {@code lib/components/proxy.js}), else rendezvous hashing of the uid, of frontend and session id
 * while nobody is bound, or of the text of any other route parameter. pomelo sends all unbound
 * sessions to the first server (hazard H10).
 *
 * <p>Confined to the server's context.
 */
public final class RouterImpl implements Router {

  private static final String DEFAULT = "default";

  private final Function<String, List<ServerInfo>> serversByType;
  private final Map<String, Function<RouteRequest, Future<String>>> routes;

  /**
   * A router.
   *
   * @param serversByType the running servers of a type, never null
   * @param routes route functions by type or {@code default}; read at each call, so later entries
   *     count
   */
  public RouterImpl(Function<String, List<ServerInfo>> serversByType,
    Map<String, Function<RouteRequest, Future<String>>> routes) {
    this.serversByType = serversByType;
    this.routes = routes;
  }

  /**
   * Chooses.
   *
   * @return as {@link Router#route} says; a route function's exception or failure fails it as it
   *     is. When no server of the type runs, the route function is not asked
   */
  @Override
  public Future<String> route(String serverType, Object routeParam, Object msg) {
    List<ServerInfo> servers = serversByType.apply(serverType);
    if (servers.isEmpty()) {
      return LinkException.fail(Links.UNKNOWN_PEER,
        "can not find server info for type:" + serverType);
    }
    var function = routes.get(serverType);
    if (function == null) {
      function = routes.get(DEFAULT);
    }
    return function == null
      ? Future.succeededFuture(Rendezvous.choose(key(routeParam), servers))
      : ask(function, new RouteQuestion(serverType, routeParam, msg));
  }

  private Future<String> ask(Function<RouteRequest, Future<String>> function,
    RouteQuestion question) {
    return ServerContext.<RouteRequest, String>call("route function for " + question.serverType(),
        function, question)
      .compose(id -> running(question.serverType(), id));
  }

  private Future<String> running(String serverType, String serverId) {
    for (ServerInfo server : serversByType.apply(serverType)) {
      if (server.getId().equals(serverId)) {
        return Future.succeededFuture(serverId);
      }
    }
    return LinkException.fail(Links.UNKNOWN_PEER, "route function for " + serverType
      + ": server " + serverId + " (expected: the id of a running server of that type)");
  }

  /** The text a server is chosen by. */
  static String key(Object routeParam) {
    if (routeParam instanceof Session session) {
      Object uid = session.uid();
      return uid != null ? uid.toString() : session.frontendId() + '/' + session.id();
    }
    return String.valueOf(routeParam);
  }
}
