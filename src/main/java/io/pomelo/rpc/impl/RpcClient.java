package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Router;
import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.rpc.RpcResults;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The callers of typed remotes on one server. A call is routed, passes the before filters, goes
 * through the generated proxy to the address of that run of that server, its own server included,
 * is answered by an error handler when it failed, and passes the after filters. It ends by the
 * answer, at the deadline, or the moment the server leaves, exactly once (hazards H1 to H3); its
 * options may say that it is tried again first.
 *
 * <p>Failures are {@link ServiceException}s: the remote's own with code, text and debug
 * information, or one of {@link Links}' codes; failures of route functions and filters come as they
 * are. Confined to the server's context, which its callers must be used on.
 */
public final class RpcClient {

  private static final String STOPPED = "the server stops";
  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private final Router router;
  private final Function<String, ServerInfo> serverById;
  private final Function<String, List<ServerInfo>> serversByType;
  private final RpcOptions defaults;
  private final RpcPeers peers;
  private final Retries retries;
  private final CallPath path;
  private final Balancers balancers;
  private final Map<Class<?>, RemoteType> types = new HashMap<>();

  /**
   * The client of a server.
   *
   * @param vertx the instance the server runs on
   * @param deadlines the server's
   * @param router chooses the server of a routed call
   * @param serverById a running server, or null when it is not known
   * @param serversByType the running servers of a type in id order, never null; the same list until
   *     they change
   * @param defaults the options of calls that have none of their own, their timeout above 0
   */
  public RpcClient(Vertx vertx, Deadlines deadlines, Router router,
    Function<String, ServerInfo> serverById, Function<String, List<ServerInfo>> serversByType,
    RpcOptions defaults) {
    this.router = router;
    this.serverById = serverById;
    this.serversByType = serversByType;
    this.defaults = defaults;
    this.peers = new RpcPeers(vertx, deadlines, serverById);
    this.retries = new Retries(peers, deadlines, serversByType);
    this.path = new CallPath(retries, deadlines);
    this.balancers = new Balancers(serversByType, peers::active);
  }

  /**
   * Sets what calls pass; without it they pass nothing and cost nothing more.
   *
   * @param filters all filters as one; its futures complete on the server's context
   * @param recovery answers calls that failed, or fails; null for none
   * @return this
   */
  public RpcClient hooks(RpcFilter filters, Function<RpcMessage, Future<Object>> recovery) {
    path.hooks(filters, recovery);
    return this;
  }

  /**
   * A caller that routes each call, with the options of the server.
   *
   * @param serverType the type to choose from
   * @param service a {@code @ProxyGen} interface
   * @param routeParam what is routed by; may be null
   * @param <T> the type of the service
   * @return the caller, see the longer form
   */
  public <T> T caller(String serverType, Class<T> service, Object routeParam) {
    return caller(serverType, service, routeParam, defaults);
  }

  /**
   * A caller that routes each call. A route function sees as message
   * {@code {namespace, serverType, service, method, args}}, as in pomelo.
   *
   * @param serverType the type to choose from
   * @param service a {@code @ProxyGen} interface
   * @param routeParam what is routed by; may be null
   * @param options how it calls
   * @param <T> the type of the service
   * @return the caller. Methods that return nothing are fire and forget: where another call would
   *     fail, they leave a log line
   * @throws IllegalArgumentException when the class is no {@code @ProxyGen} interface, or the
   *     options stand where the route parameter belongs
   */
  public <T> T caller(String serverType, Class<T> service, Object routeParam,
    RpcOptions options) {
    if (routeParam instanceof RpcOptions) {
      throw new IllegalArgumentException("route parameter: RpcOptions (expected: a session, "
        + "another value or null, and the options behind it)");
    }
    RemoteType type = type(service);
    RpcOptions own = effective(options);
    return proxy(type, service, "a server of type " + serverType, (method, args) -> {
      var call = new RpcCall(type, method, args, serverType, false, own);
      return path.call(call, own.getRouterType() == null
        ? router.route(serverType, routeParam, call.question())
        : balancers.choose(own, serverType, routeParam));
    });
  }

  /**
   * A caller of one server, with the options of this one.
   *
   * @param serverId the server
   * @param service a {@code @ProxyGen} interface
   * @param <T> the type of the service
   * @return the caller, see {@link #caller}
   */
  public <T> T callerTo(String serverId, Class<T> service) {
    return callerTo(serverId, service, defaults);
  }

  /**
   * A caller of one server.
   *
   * @param serverId the server
   * @param service a {@code @ProxyGen} interface
   * @param options how it calls
   * @param <T> the type of the service
   * @return the caller, see {@link #caller}
   * @throws IllegalArgumentException when the class is no {@code @ProxyGen} interface
   */
  public <T> T callerTo(String serverId, Class<T> service, RpcOptions options) {
    RemoteType type = type(service);
    RpcOptions own = effective(options);
    Future<String> target = Future.succeededFuture(serverId);
    return proxy(type, service, "server " + serverId, (method, args) ->
      path.call(new RpcCall(type, method, args, typeOf(serverId), true, own), target));
  }

  /**
   * Calls a method by names.
   *
   * @param serverId the server
   * @param service the name of the remote
   * @param method the name of its method
   * @param args its arguments by name; owned by the call from now on
   * @return the answer as it travels: JSON, a string, a number, a boolean or null
   */
  public Future<Object> invoke(String serverId, String service, String method, JsonObject args) {
    return path.call(new RpcCall(service, method, args, typeOf(serverId), defaults),
      Future.succeededFuture(serverId));
  }

  /**
   * Calls all running servers of a type at the same time.
   *
   * @param serverType the type
   * @param service a {@code @ProxyGen} interface
   * @param call makes the call with the caller of one server; its exception is that server's
   *     failure
   * @param <T> the type of the service
   * @param <R> the type of the results
   * @return what became of each call; never fails
   */
  public <T, R> Future<RpcResults<R>> callAll(String serverType, Class<T> service,
    Function<T, Future<R>> call) {
    var results = new LinkedHashMap<String, Future<R>>();
    for (ServerInfo server : serversByType.apply(serverType)) {
      T caller = callerTo(server.getId(), service);
      results.put(server.getId(), ServerContext.call("the call to " + server.getId(), call,
        caller));
    }
    return Future.join(List.copyOf(results.values()))
      .transform(all -> Future.succeededFuture(collect(results)));
  }

  private static <R> RpcResults<R> collect(Map<String, Future<R>> ended) {
    var results = new LinkedHashMap<String, R>();
    var failures = new LinkedHashMap<String, Throwable>();
    ended.forEach((id, future) -> {
      if (future.succeeded()) {
        results.put(id, future.result());
      } else {
        failures.put(id, future.cause());
      }
    });
    return new RpcResults<>(Collections.unmodifiableMap(results),
      Collections.unmodifiableMap(failures));
  }

  /**
   * Takes over a view of the cluster: fails at once the calls to servers that left or came back as
   * another run, and sends those that were kept for servers that are back.
   *
   * @param servers the running servers
   */
  public void view(List<ServerInfo> servers) {
    peers.view(servers);
    retries.view();
  }

  /** Fails at once what waits for an answer; done last when the server stops. */
  public void close() {
    peers.close(STOPPED);
    retries.close(STOPPED);
    path.close(STOPPED);
  }

  private RemoteType type(Class<?> service) {
    return types.computeIfAbsent(service, RemoteType::of);
  }

  private String typeOf(String serverId) {
    ServerInfo server = serverById.apply(serverId);
    return server == null ? null : server.getServerType();
  }

  /** A copy nobody else changes, its timeout above 0. */
  private RpcOptions effective(RpcOptions options) {
    if (options == defaults) {
      return defaults;
    }
    var own = new RpcOptions(options);
    return own.getTimeout() > 0 ? own : own.setTimeout(defaults.getTimeout());
  }

  private static <T> T proxy(RemoteType type, Class<T> service, String target, Invocation calls) {
    return service.cast(Proxy.newProxyInstance(service.getClassLoader(),
      new Class<?>[] {service}, (self, method, args) -> {
        if (method.getDeclaringClass() == Object.class) {
          return RemoteType.callObject(self, method, args, type.name() + " of " + target);
        }
        Future<Object> result = calls.call(method, args);
        if (RemoteType.answers(method)) {
          return result;
        }
        result.onFailure(failure -> LOG.log(Level.WARNING, "{0}.{1} to {2} dropped: {3}",
          type.name(), method.getName(), target, failure.getMessage()));
        return null;
      }));
  }

  /** Makes one call of a caller. */
  private interface Invocation {

    Future<Object> call(Method method, Object[] args);
  }
}
