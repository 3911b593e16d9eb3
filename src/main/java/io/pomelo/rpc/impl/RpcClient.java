package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Router;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The callers of typed remotes on one server. A call is routed, then goes through the generated
 * proxy to the address of that run of that server, its own server included; it ends by the answer,
 * at the deadline, or the moment the server leaves, exactly once (hazards H1 to H3).
 *
 * <p>Failures are {@link ServiceException}s: the remote's own with code, text and debug
 * information, or one of {@link Links}' codes; failures of a route function come as they are.
 * Confined to the server's context, which its callers must be used on.
 */
public final class RpcClient {

  /** By how much the bus waits longer than the deadline, which shall be the first; milliseconds. */
  private static final long BUS_GRACE_MILLIS = 1_000;

  private static final String LEFT = "the peer left the cluster";
  private static final String STOPPED = "the server stops";
  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private final Vertx vertx;
  private final Router router;
  private final Function<String, ServerInfo> serverById;
  private final Deadlines deadlines;
  private final long timeout;
  private final DeliveryOptions options;
  private final PendingRequests<String> routes;
  private final Map<String, RemotePeer> peers = new HashMap<>();
  private final Map<Class<?>, RemoteType> types = new HashMap<>();

  /**
   * The client of a server.
   *
   * @param vertx the instance the server runs on
   * @param router chooses the server of a routed call
   * @param serverById a running server, or null when it is not known
   * @param deadlines the server's
   * @param timeoutMillis how long a call may take from its routing on, in milliseconds
   */
  public RpcClient(Vertx vertx, Router router, Function<String, ServerInfo> serverById,
    Deadlines deadlines, long timeoutMillis) {
    this.vertx = vertx;
    this.router = router;
    this.serverById = serverById;
    this.deadlines = deadlines;
    this.timeout = timeoutMillis;
    this.routes = new PendingRequests<>("the route function", deadlines);
    this.options = new DeliveryOptions().setSendTimeout(timeoutMillis + BUS_GRACE_MILLIS);
  }

  /**
   * A caller that routes each call. A route function sees as message
   * {@code {namespace, serverType, service, method, args}}, as in pomelo.
   *
   * @param serverType the type to choose from
   * @param service a {@code @ProxyGen} interface
   * @param routeParam what is routed by; may be null
   * @param <T> the type of the service
   * @return the caller. Methods that return nothing are fire and forget: where another call would
   *     fail, they leave a log line
   * @throws IllegalArgumentException when the class is no {@code @ProxyGen} interface
   */
  public <T> T caller(String serverType, Class<T> service, Object routeParam) {
    RemoteType type = type(service);
    return proxy(service, "a server of type " + serverType, (method, args) ->
      router.route(serverType, routeParam, new JsonObject()
        .put("namespace", "user").put("serverType", serverType).put("service", type.name())
        .put("method", method.getName())
        .put("args", new JsonArray(args == null ? List.of() : Arrays.asList(args)))));
  }

  /**
   * A caller of one server.
   *
   * @param serverId the server
   * @param service a {@code @ProxyGen} interface
   * @param <T> the type of the service
   * @return the caller, see {@link #caller}
   * @throws IllegalArgumentException when the class is no {@code @ProxyGen} interface
   */
  public <T> T callerTo(String serverId, Class<T> service) {
    Future<String> target = Future.succeededFuture(serverId);
    return proxy(service, "server " + serverId, (method, args) -> target);
  }

  /**
   * Takes over a view of the cluster: fails at once the calls to servers that left or came back as
   * another run.
   *
   * @param servers the running servers
   */
  public void view(List<ServerInfo> servers) {
    var incarnations = new HashMap<String, Long>();
    for (ServerInfo server : servers) {
      incarnations.put(server.getId(), server.getIncarnation());
    }
    var gone = new ArrayList<RemotePeer>();
    for (RemotePeer peer : peers.values()) {
      if (incarnations.getOrDefault(peer.serverId(), 0L) != peer.incarnation()) {
        gone.add(peer);
      }
    }
    gone.forEach(peer -> peers.remove(peer.serverId()));
    gone.forEach(peer -> peer.close(LEFT));
  }

  /** Fails at once what waits for an answer; done last when the server stops. */
  public void close() {
    var open = List.copyOf(peers.values());
    peers.clear();
    open.forEach(peer -> peer.close(STOPPED));
    routes.failAll(Links.PEER_LEFT, STOPPED);
  }

  private RemoteType type(Class<?> service) {
    return types.computeIfAbsent(service, RemoteType::of);
  }

  private <T> T proxy(Class<T> service, String target, Routing routing) {
    RemoteType type = type(service);
    return service.cast(Proxy.newProxyInstance(service.getClassLoader(),
      new Class<?>[] {service}, (self, method, args) -> {
        if (method.getDeclaringClass() == Object.class) {
          return RemoteType.callObject(self, method, args, type.name() + " of " + target);
        }
        Future<Object> result = call(type, method, args, routing);
        if (RemoteType.answers(method)) {
          return result;
        }
        result.onFailure(failure -> LOG.log(Level.WARNING, "{0}.{1} to {2} dropped: {3}",
          type.name(), method.getName(), target, failure.getMessage()));
        return null;
      }));
  }

  private Future<Object> call(RemoteType type, Method method, Object[] args, Routing routing) {
    Future<String> route = routing.route(method, args);
    if (route.succeeded()) {
      return callOn(route.result(), type, method, args, timeout);
    }
    long start = System.nanoTime();
    var opened = routes.open(type.name() + '.' + method.getName(), timeout);
    route.onComplete(result -> {
      if (result.succeeded()) {
        routes.complete(opened.id(), result.result());
      } else {
        routes.fail(opened.id(), result.cause());
      }
    });
    return opened.future().compose(serverId -> callOn(serverId, type, method, args,
      timeout - (System.nanoTime() - start) / 1_000_000));
  }

  private Future<Object> callOn(String serverId, RemoteType type, Method method, Object[] args,
    long left) {
    ServerInfo server = serverById.apply(serverId);
    if (server == null) {
      return LinkException.fail(Links.UNKNOWN_PEER, type.name() + '.' + method.getName()
        + " to " + serverId + ": no such server (expected: one that is running)");
    }
    RemotePeer peer = peers.get(serverId);
    if (peer == null || peer.incarnation() != server.getIncarnation()) {
      RemotePeer past = peer;
      peer = new RemotePeer(vertx, server, deadlines, options);
      peers.put(serverId, peer);
      if (past != null) {
        past.close(LEFT);
      }
    }
    return peer.call(type, method, args, left);
  }

  /** Finds the server for a call. */
  private interface Routing {

    Future<String> route(Method method, Object[] args);
  }
}
