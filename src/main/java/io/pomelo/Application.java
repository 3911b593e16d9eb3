package io.pomelo;

import io.pomelo.channel.ChannelService;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.rpc.RpcResults;
import io.pomelo.session.BackendSessionService;
import io.pomelo.session.ConnectionService;
import io.pomelo.session.SessionService;
import io.vertx.codegen.annotations.Fluent;
import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One server: its settings, handlers, filters and services (pomelo {@code Application}).
 *
 * <p>Configure it on the thread that created it, then {@link #start()} it; from then on everything
 * of it runs on its own context, and it is used from there: handlers, filters and remotes are
 * already there, others come through {@link #call}. Futures complete on the server's context unless
 * said otherwise.
 */
@VertxGen
public interface Application {

  // Settings

  /**
   * The Vert.x instance.
   *
   * @return the one it was created on
   */
  Vertx vertx();

  /**
   * The context of this server.
   *
   * @return the context
   * @throws IllegalStateException before {@link #start()}
   */
  Context context();

  /**
   * Runs an action on this server's context.
   *
   * @param action what to run
   * @param <T> the type of its result
   * @return the action's result; completes on the calling context when there is one, else on this
   *     server's. Fails when the server is not started
   */
  <T> Future<T> call(Supplier<Future<T>> action);

  /**
   * The directory of the game.
   *
   * @return see {@link ApplicationOptions#getBase()}
   */
  String getBase();

  /**
   * Keeps a setting. {@code <component>Config} settings configure components: {@code
   * connectorConfig} ({@link io.pomelo.connector.ConnectorOptions}), {@code pushSchedulerConfig}
   * ({@link io.pomelo.connector.PushSchedulerOptions}), {@code sessionConfig}
   * ({@link io.pomelo.session.SessionOptions}), {@code proxyConfig} ({@link RpcOptions}), or the
   * same as {@link JsonObject}.
   *
   * @param key the key
   * @param value the value
   * @return this
   */
  @Fluent
  Application set(String key, @Nullable Object value);

  /**
   * Reads a setting.
   *
   * @param key the key
   * @param <T> the type the caller expects
   * @return the value, or null when it was never set
   */
  @Nullable
  <T> T get(String key);

  /**
   * Sets a setting to true.
   *
   * @param key the key
   * @return this
   */
  @Fluent
  Application enable(String key);

  /**
   * Sets a setting to false.
   *
   * @param key the key
   * @return this
   */
  @Fluent
  Application disable(String key);

  /**
   * Whether a setting is on: set, and neither false, 0 nor "".
   *
   * @param key the key
   * @return true when it is on
   */
  boolean enabled(String key);

  /**
   * The opposite of {@link #enabled}.
   *
   * @param key the key
   * @return true when it is off
   */
  boolean disabled(String key);

  /**
   * Runs a block now, in every environment on every server.
   *
   * @param block gets this application
   * @return this
   */
  @Fluent
  default Application configure(Handler<Application> block) {
    return configure("all", "all", block);
  }

  /**
   * Runs a block now if the environment matches.
   *
   * @param env an environment, a list {@code a|b}, or {@code all}
   * @param block gets this application
   * @return this
   */
  @Fluent
  default Application configure(String env, Handler<Application> block) {
    return configure(env, "all", block);
  }

  /**
   * Runs a block now if environment and server type match.
   *
   * @param env an environment, a list {@code a|b}, or {@code all}
   * @param type a server type, a list {@code a|b}, or {@code all}
   * @param block gets this application
   * @return this
   */
  @Fluent
  Application configure(String env, String type, Handler<Application> block);

  // Handlers, filters, routes

  /**
   * Registers the handler of one route. It has an effect on servers of the route's type; on the
   * others it only names the route for the dictionary.
   *
   * @param route {@code serverType.handler.method}
   * @param handler gives the answer: a JSON value, a {@link io.vertx.core.buffer.Buffer} of JSON, a
   *     record or another object Jackson can write; null, false, 0 and "" reach the client as
   *     {@code {}}
   * @param <T> the type of the answer
   * @return this
   * @throws IllegalArgumentException when the route has not three parts or has a handler already
   */
  @Fluent
  <T> Application handler(String route, Function<Request, Future<T>> handler);

  /**
   * Registers the handlers of a class: each public method it declares of the shape
   * {@code Future<T> method(msg, session)} handles the route {@code prefix.method}. {@code msg} is
   * a {@link JsonObject}, {@link io.vertx.core.json.JsonArray}, {@link
   * io.vertx.core.buffer.Buffer}, {@link Object}, or a record or other class that Jackson fills;
   * {@code session} is a {@link io.pomelo.session.Session}, {@link
   * io.pomelo.session.FrontendSession} or {@link io.pomelo.session.BackendSession}. A method may
   * also take the one {@link Request}.
   *
   * @param prefix {@code serverType.handler}
   * @param factory makes the object: when the server starts, and on frontends with a dictionary
   *     once more to learn the routes, so it only keeps its argument
   * @return this
   * @throws IllegalArgumentException when the prefix has not two parts; wrong shapes fail the start
   *     with a text that says what to change
   */
  @Fluent
  Application handlers(String prefix, Function<Application, Object> factory);

  /**
   * Sets the function that chooses the server for requests and calls to a type; the last one wins.
   *
   * @param serverType a server type, or {@code default} for all that have none
   * @param function gives the id of a server; a failure, or a server that is not running, fails the
   *     request
   * @return this
   */
  @Fluent
  Application route(String serverType, Function<RouteRequest, Future<String>> function);

  /**
   * Adds a filter around the handlers of this server.
   *
   * @param filter both halves of it
   * @return this
   */
  @Fluent
  Application filter(Filter filter);

  /**
   * Adds a before filter.
   *
   * @param before see {@link Filter#before}
   * @return this
   */
  @Fluent
  Application before(Function<Request, Future<Void>> before);

  /**
   * Adds an after filter.
   *
   * @param after see {@link Filter#after}
   * @return this
   */
  @Fluent
  Application after(Function<Request, Future<Void>> after);

  /**
   * Adds a filter around every message of this frontend's clients, wherever it is handled.
   *
   * @param filter both halves of it
   * @return this
   */
  @Fluent
  Application globalFilter(Filter filter);

  /**
   * Adds a global before filter.
   *
   * @param before see {@link Filter#before}
   * @return this
   */
  @Fluent
  Application globalBefore(Function<Request, Future<Void>> before);

  /**
   * Adds a global after filter.
   *
   * @param after see {@link Filter#after}
   * @return this
   */
  @Fluent
  Application globalAfter(Function<Request, Future<Void>> after);

  /**
   * Sets what answers requests that failed in a before filter or handler of this server.
   *
   * @param handler gives the answer, and the request counts as answered; a failure of its own
   *     replaces the request's
   * @param <T> the type of the answer
   * @return this
   */
  @Fluent
  <T> Application errorHandler(Function<Request, Future<T>> handler);

  /**
   * Sets what answers requests that failed in a global before filter.
   *
   * @param handler see {@link #errorHandler}
   * @param <T> the type of the answer
   * @return this
   */
  @Fluent
  <T> Application globalErrorHandler(Function<Request, Future<T>> handler);

  // Calls between servers

  /**
   * Registers a typed remote: on each server of the type the implementation is made at the start
   * and can be called by every server.
   *
   * @param serverType a server type
   * @param service a {@code @ProxyGen} interface
   * @param factory makes the implementation; its methods run on the server's context
   * @param <T> the type of the service
   * @return this
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  <T> Application remote(String serverType, Class<T> service, Function<Application, T> factory);

  /**
   * A caller of a typed remote, each call routed to a server of the type (pomelo
   * {@code app.rpc.<type>.<service>}).
   *
   * @param serverType a server type
   * @param service the {@code @ProxyGen} interface it was registered with
   * @param routeParam what is routed by: a session, any value, or null
   * @param <T> the type of the service
   * @return the caller. Its futures fail with a {@link io.vertx.serviceproxy.ServiceException}: the
   *     remote's own, or one of {@link io.pomelo.rpc.Links}' codes at once when there is no server
   *     or it leaves, and at the deadline when it does not answer
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  <T> T rpc(String serverType, Class<T> service, @Nullable Object routeParam);

  /**
   * A caller of a typed remote on one server (pomelo {@code toServer}).
   *
   * @param serverId the server
   * @param service the {@code @ProxyGen} interface it was registered with
   * @param <T> the type of the service
   * @return the caller, see {@link #rpc}
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  <T> T rpcTo(String serverId, Class<T> service);

  // Filters and options of calls

  /**
   * A caller of a typed remote with options of its own.
   *
   * @param serverType a server type
   * @param service the {@code @ProxyGen} interface it was registered with
   * @param routeParam what is routed by: a session, any value, or null
   * @param options instead of the setting {@code proxyConfig}, which is {@link RpcOptions} or the
   *     same as {@link JsonObject}; copied
   * @param <T> the type of the service
   * @return the caller, see {@link #rpc(String, Class, Object)}
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  <T> T rpc(String serverType, Class<T> service, @Nullable Object routeParam, RpcOptions options);

  /**
   * A caller of a typed remote on one server with options of its own.
   *
   * @param serverId the server
   * @param service the {@code @ProxyGen} interface it was registered with
   * @param options instead of the setting {@code proxyConfig}; copied
   * @param <T> the type of the service
   * @return the caller, see {@link #rpc(String, Class, Object)}
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  <T> T rpcTo(String serverId, Class<T> service, RpcOptions options);

  /**
   * Calls all running servers of a type at the same time (pomelo {@code toServer('*')}).
   *
   * <pre>{@code
   * app.rpcToAll("chat", ChatRemote.class, chat -> chat.count("room-1"))
   *   .map(counts -> counts.results().values().stream().mapToInt(n -> n).sum());
   * }</pre>
   *
   * @param serverType the type
   * @param service the {@code @ProxyGen} interface it was registered with
   * @param call makes the call with the caller of one server
   * @param <T> the type of the service
   * @param <R> the type of the results
   * @return result or failure of each server (hazard H9), empty when none runs; never fails
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  <T, R> Future<RpcResults<R>> rpcToAll(String serverType, Class<T> service,
    Function<T, Future<R>> call);

  /**
   * Calls a typed remote by names, without its interface (pomelo {@code rpcInvoke}): what the
   * generated callers send.
   *
   * @param serverId the server
   * @param service the name of the interface with a small first letter
   * @param method the name of the method. One without an answer runs as well, but this call then
   *     ends at its deadline
   * @param args the arguments by the names of the parameters; copied. Data objects as JSON
   * @return the answer: JSON, a string, a number, a boolean or null. Fails as the calls of {@link
   *     #rpc(String, Class, Object)} do, and with code 500 when there is no such method
   */
  Future<Object> rpcInvoke(String serverId, String service, String method, JsonObject args);

  /**
   * Adds a filter around the calls this server makes. Calls of the framework itself, such as
   * forwarded requests and pushes, pass none.
   *
   * @param filter both halves of it
   * @return this
   */
  @Fluent
  Application rpcFilter(RpcFilter filter);

  /**
   * Adds a filter before the calls this server makes.
   *
   * @param before see {@link RpcFilter#before}
   * @return this
   */
  @Fluent
  Application rpcBefore(Function<RpcMessage, Future<Void>> before);

  /**
   * Adds a filter after the calls this server makes.
   *
   * @param after see {@link RpcFilter#after}
   * @return this
   */
  @Fluent
  Application rpcAfter(Function<RpcMessage, Future<Void>> after);

  /**
   * Sets what answers calls of this server that failed: for want of a server, in a before filter,
   * on their way, or by the remote. It runs before the after filters, and after the retries the
   * options of the call allow.
   *
   * @param handler gives the answer instead, of the type the called method promises; a failure of
   *     its own replaces the call's, {@link RpcMessage#failure()} lets that stand
   * @param <T> the type of the answer
   * @return this
   */
  @Fluent
  <T> Application rpcErrorHandler(Function<RpcMessage, Future<T>> handler);

  // Life

  /**
   * Loads a component, to start before the framework's own. A name that is taken: warned of and
   * ignored, as in pomelo.
   *
   * @param component the component
   * @return this
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  Application load(Component component);

  /**
   * A component by name.
   *
   * @param name the name
   * @return the component, or null when none has it
   */
  @Nullable
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  Component component(String name);

  /**
   * Starts the server: its components in order, then it is published to the cluster.
   *
   * @return completes on the calling context; fails with the reason, and what was started is
   *     stopped again. A second start fails
   */
  Future<Void> start();

  /**
   * Stops the server, see {@link #stop(boolean)}.
   *
   * @return completes on the calling context
   */
  default Future<Void> stop() {
    return stop(false);
  }

  /**
   * Stops the server: it leaves the cluster, requests in progress end and clients are told, then
   * its components stop in reverse order.
   *
   * @param force true to wait for nothing
   * @return completes on the calling context when everything is stopped, within
   *     {@link ApplicationOptions#getStopTimeout()} or so; a second stop joins the first
   */
  Future<Void> stop(boolean force);

  // Servers

  /**
   * The master's entry.
   *
   * @return the content of {@code master.json}, or null when there is none
   */
  @Nullable
  ServerInfo getMaster();

  /**
   * This server.
   *
   * @return its entry; once it runs with the ports it really uses
   */
  ServerInfo getCurServer();

  /**
   * This server's id.
   *
   * @return the id
   */
  String getServerId();

  /**
   * This server's type.
   *
   * @return the type
   */
  String getServerType();

  /**
   * The running servers, this one included.
   *
   * @return an immutable map from id to entry, in id order
   */
  Map<String, ServerInfo> getServers();

  /**
   * The configured servers, clusters expanded.
   *
   * @return an immutable map from id to entry, in id order
   */
  Map<String, ServerInfo> getServersFromConfig();

  /**
   * The types of the running servers.
   *
   * @return an immutable list in alphabetical order
   */
  List<String> getServerTypes();

  /**
   * A running server.
   *
   * @param serverId its id
   * @return its entry, or null when it is not running
   */
  @Nullable
  ServerInfo getServerById(String serverId);

  /**
   * A configured server.
   *
   * @param serverId its id
   * @return its entry, or null when it is not configured
   */
  @Nullable
  ServerInfo getServerFromConfig(String serverId);

  /**
   * The running servers of a type.
   *
   * @param serverType the type
   * @return an immutable list in id order, empty when there are none
   */
  List<ServerInfo> getServersByType(String serverType);

  /**
   * Whether clients connect to this server.
   *
   * @return true for a frontend
   */
  boolean isFrontend();

  /**
   * Whether this server has no clients of its own.
   *
   * @return true for a backend
   */
  boolean isBackend();

  /**
   * Whether this server is the master.
   *
   * @return true when its type is {@code master}
   */
  boolean isMaster();

  // Services

  /**
   * The sessions of this frontend.
   *
   * @return the service
   * @throws IllegalStateException on a backend, or before {@link #start()}
   */
  SessionService sessionService();

  /**
   * The statistics of this frontend.
   *
   * @return the service
   * @throws IllegalStateException on a backend, or before {@link #start()}
   */
  ConnectionService connectionService();

  /**
   * The sessions of any frontend.
   *
   * @return the service
   * @throws IllegalStateException before {@link #start()}
   */
  BackendSessionService backendSessionService();

  /**
   * The channels of this server.
   *
   * @return the service
   * @throws IllegalStateException before {@link #start()}
   */
  ChannelService channelService();
}
