package io.pomelo;

import io.pomelo.session.Registration;
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
import io.vertx.core.json.JsonArray;
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
 * already there, others come through {@link #call}. Handler classes, remotes, components and error
 * handlers are refused with an {@link IllegalStateException} once it was started. Futures complete
 * on the server's context unless said otherwise.
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
   * ({@link io.pomelo.session.SessionOptions}), {@code channelConfig}
   * ({@link io.pomelo.channel.ChannelOptions}), {@code proxyConfig} ({@link RpcOptions}), or the
   * same as {@link JsonObject}. {@code threading} is {@code event-loop} (the default) or {@code
   * virtual}, see {@link #handlers}, and goes before the field of that name in the server's entry.
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

  // Events, lifecycle, plugins

  /**
   * Registers a listener for the events of this server and its cluster (pomelo {@code app.event}).
   *
   * @param listener what hears them, on this server's context
   * @return ends the listening
   */
  Registration listen(ApplicationListener listener);

  /**
   * Registers what runs around the start and the stop of the servers of a type (pomelo's
   * {@code lifecycle.js}). Several of one type run one after another, each when the one before it
   * is done: in the order of their registration, {@link Lifecycle#beforeShutdown} in reverse.
   *
   * @param serverType a server type, a list {@code a|b}, or {@code all}
   * @param lifecycle what runs
   * @return this
   */
  @Fluent
  Application lifecycle(String serverType, Lifecycle lifecycle);

  /**
   * Sets what runs before this server stops; the last one wins. Ignored, with a warning, when the
   * server has a {@link #lifecycle}.
   *
   * @param hook see {@link Lifecycle#beforeShutdown}
   * @return this
   * @deprecated as in pomelo since 0.8: use {@link Lifecycle#beforeShutdown}
   */
  @Deprecated
  @Fluent
  Application beforeStopHook(Function<Application, Future<Void>> hook);

  /**
   * Uses a plugin without options.
   *
   * @param plugin see {@link #use(Plugin, JsonObject)}
   * @return this
   */
  @Fluent
  default Application use(Plugin plugin) {
    return use(plugin, new JsonObject());
  }

  /**
   * Uses a plugin: loads its components and registers its listeners. A name that is taken: warned
   * of and ignored.
   *
   * @param plugin the plugin; what it throws is thrown here
   * @param options handed to the plugin
   * @return this
   */
  @Fluent
  Application use(Plugin plugin, JsonObject options);

  /**
   * A transaction: conditions, then handlers that are tried again as a whole.
   *
   * @param name the name for the log
   * @return an empty one, to be filled and {@link Transaction#run() run}
   */
  Transaction transaction(String name);

  /**
   * Adds servers by hand to what this server sees, and to nobody else's; a given entry of the same
   * id is replaced. They are found by the look-ups here like running ones, but nothing is routed to
   * them: the membership stays the truth about who runs, and an entry of an id that is a member
   * shows only when that member has left. {@link ApplicationListener#addServers} gets the entries
   * that show.
   *
   * @param servers their entries, with {@code id} and {@code serverType}; copied
   * @return this
   * @throws IllegalArgumentException when an entry has no id or type; nothing is added then
   */
  @Fluent
  Application addServers(List<ServerInfo> servers);

  /**
   * Removes servers that were added by hand. Members stay: they leave when they stop. {@link
   * ApplicationListener#removeServers} gets the entries that are gone.
   *
   * @param serverIds their ids; others are skipped
   * @return this
   */
  @Fluent
  Application removeServers(List<String> serverIds);

  /**
   * Replaces all servers that were added by hand; members stay. {@link
   * ApplicationListener#replaceServers} gets the new entries.
   *
   * @param servers entries by their ids, see {@link #addServers}; none removes all
   * @return this
   * @throws IllegalArgumentException when an entry has no type, or another id than its key; nothing
   *     is replaced then
   */
  @Fluent
  Application replaceServers(Map<String, ServerInfo> servers);

  /**
   * Registers a module for operators under its own id.
   *
   * @param module see {@link #registerAdmin(String, AdminModule)}
   * @return this
   * @throws IllegalArgumentException when it has no id
   */
  @Fluent
  default Application registerAdmin(AdminModule module) {
    return registerAdmin(module.moduleId(), module);
  }

  /**
   * Registers a module for operators, in the place of another one of that id. So far it is only
   * kept here: running modules over the event bus comes with the master and the monitors.
   *
   * @param moduleId the id it is found under, whatever its own is
   * @param module the module
   * @return this
   * @throws IllegalArgumentException when the id is null or blank
   */
  @Fluent
  Application registerAdmin(@Nullable String moduleId, AdminModule module);

  /**
   * A module for operators.
   *
   * @param moduleId its id
   * @return the module, or null when none is registered under the id
   */
  @Nullable
  AdminModule adminModule(String moduleId);

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
   * Registers the handlers of a class: each public method of it, inherited ones included, has the
   * shape {@code Future<T> method(msg, session)} and handles the route {@code prefix.method}.
   * {@code msg} is a {@link JsonObject}, {@link JsonArray}, {@link
   * io.vertx.core.buffer.Buffer}, {@link Object}, or a record or other class that Jackson fills;
   * {@code session} is a {@link io.pomelo.session.Session}, {@link
   * io.pomelo.session.FrontendSession} or {@link io.pomelo.session.BackendSession}. A method may
   * also take the one {@link Request}.
   *
   * <p>A body that does not fit the class, or breaks its constraints where Jakarta Validation and a
   * provider of it are on the class path, is answered with code 400 and a text that names the
   * field; for constraints also {@code fields}, the text by field.
   *
   * <p>On a server with {@code "threading": "virtual"} (Java 21 or later), in its entry of
   * {@code servers.json} or as a setting, a method may return {@code T} itself or be {@code void},
   * and every handler may wait with {@link Future#await()}: each call is a virtual thread of the
   * server. One of them runs at a time, so the server's state needs no lock, but others run while
   * one waits. Filters, route functions, remotes and the rest must not wait there either.
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

  // Crons and configuration

  /**
   * Registers a class of actions for crons (pomelo {@code app/servers/<type>/cron}): each public
   * method of it, inherited ones included, has the shape {@code Future<Void> method()} or {@code
   * Future<Void> method(JsonObject data)} and is the action {@code prefix.method}. {@code
   * data} is a copy of the cron's {@code data}, empty when it has none.
   *
   * @param prefix without a dot, {@code chatCron}
   * @param factory makes the object, when a cron of this server names it for the first time
   * @return this
   * @throws IllegalArgumentException when the prefix has a dot or has actions already; wrong shapes
   *     fail the start, or {@link #addCrons}, with a text that says what to change
   */
  @Fluent
  Application crons(String prefix, Function<Application, Object> factory);

  /**
   * Adds crons to this running server, besides those of {@code crons.json} (pomelo
   * {@code addCrons}). An entry is
   * {@code {id, time, action, serverId?, dialect?, data?}}:
   *
   * <ul>
   * <li>{@code id}: text or an integer, one for each cron of a server;
   * <li>{@code time}: minute, hour, day of month, month, day of week, or these six with seconds
   * first. A field is {@code *}, a number, a range {@code a-b}, steps {@code *&#47;n}, {@code a/n}
   * or {@code a-b/n}, or a list of these with commas; months are 1 to 12 or {@code JAN} to
   * {@code DEC}, days of the week 0 to 7 (0 and 7 are Sunday) or {@code SUN} to {@code SAT}. Where
   * both days are restricted, either will do. Times are those of the JVM's time zone; one that a
   * change to summer time leaves out is left out;
   * <li>{@code action}: {@code prefix.method} of {@link #crons};
   * <li>{@code serverId}: only that server runs it; the others ignore the entry;
   * <li>{@code dialect}: {@code standard}, or {@code pomelo} for its six fields with months 0 to 11
   * where both days must match (decision D5);
   * <li>{@code data}: an object for the action.
   * </ul>
   *
   * <p>A run that would start while the one before goes on, or more than a minute late, is left out
   * and logged; so is a failure of the action, and the cron goes on.
   *
   * @param crons entries
   * @return completes on the calling context. An entry that is there already changes nothing; one
   *     of another content under its id, one with a wrong field or time, or a date that never
   *     comes, fails the future with the id, the field and the value, and then none is added. Fails
   *     when the server does not run
   */
  Future<Void> addCrons(JsonArray crons);

  /**
   * Removes crons of this server; a run in progress ends as it would (pomelo {@code removeCrons}).
   *
   * @param crons ids, or entries with an {@code id}; unknown ones are warned of and ignored
   * @return completes on the calling context; fails when an element is no id, and then none is
   *     removed, and when the server does not run
   */
  Future<Void> removeCrons(JsonArray crons);

  /**
   * Reads a JSON file and keeps it as a setting: its member named after the environment when there
   * is one, else the whole document.
   *
   * <p>{@link #start()} waits for the files that were asked for before, and fails when one of them
   * could not be read.
   *
   * @param key the key of the setting
   * @param path an absolute path
   * @return the setting; fails with the file and the place in it when it is missing or no JSON
   *     object. Completes on the calling context
   */
  Future<JsonObject> loadConfig(String key, String path);

  /**
   * Reads a JSON file of the game once, see {@link #loadConfigBaseApp(String, String, boolean)}.
   *
   * @param key the key of the setting
   * @param path relative to {@link #getBase()}
   * @return see there
   */
  default Future<JsonObject> loadConfigBaseApp(String key, String path) {
    return loadConfigBaseApp(key, path, false);
  }

  /**
   * Reads a JSON file of the game and keeps it as a setting: {@code <base>/<path>}, as
   * {@link #loadConfig} does, else the whole of {@code <base>/<configDir>/<env>/<file name>}.
   *
   * @param key the key of the setting
   * @param path relative to {@link #getBase()}
   * @param reload true to look at the file's time and size every
   *     {@link ApplicationOptions#getConfigWatchInterval()} while the server runs: other content
   *     replaces the setting and is announced to {@link #configReloaded}; a file that is broken or
   *     gone is logged and the old value stays
   * @return see {@link #loadConfig}
   */
  Future<JsonObject> loadConfigBaseApp(String key, String path, boolean reload);

  /**
   * Adds what is told when a watched file has replaced a setting (H38).
   *
   * @param handler gets the key, on the server's context
   * @return this
   */
  @Fluent
  Application configReloaded(Handler<String> handler);

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
   * @throws IllegalStateException after the start
   */
  @Fluent
  Application rpcFilter(RpcFilter filter);

  /**
   * Adds a filter before the calls this server makes.
   *
   * @param before see {@link RpcFilter#before}
   * @return this
   * @throws IllegalStateException after the start
   */
  @Fluent
  Application rpcBefore(Function<RpcMessage, Future<Void>> before);

  /**
   * Adds a filter after the calls this server makes.
   *
   * @param after see {@link RpcFilter#after}
   * @return this
   * @throws IllegalStateException after the start
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
   * @throws IllegalStateException after the start
   */
  @Fluent
  <T> Application rpcErrorHandler(Function<RpcMessage, Future<T>> handler);

  // Life

  /**
   * Loads a component under its own name.
   *
   * @param component see {@link #load(String, Component)}
   * @return this
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  default Application load(Component component) {
    return load(component.name(), component);
  }

  /**
   * Loads a component, to start before the framework's own. A name that is taken: warned of and
   * ignored, as in pomelo. Unlike there, the framework's own cannot be replaced.
   *
   * @param name the name it is found under, whatever its own is; not one with {@code __} at both
   *     ends, which are the framework's
   * @param component the component
   * @return this
   * @throws IllegalArgumentException for a name of the framework's
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  Application load(String name, Component component);

  /**
   * A component by name: a loaded one, or, once the server starts, one of the framework's own,
   * which have pomelo's names, such as {@code __connector__} or {@code __session__}.
   *
   * @param name the name
   * @return the component, or null when none has it
   */
  @Nullable
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  Component component(String name);

  /**
   * The components of this server by name (pomelo {@code app.components}).
   *
   * @return all that {@link #component} finds, in the order of their start
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  Map<String, Component> components();

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
   * The running servers, this one included, and those given by {@link #addServers}.
   *
   * @return an immutable map from id to entry, in id order; what was given by hand only before
   *     {@link #start()}
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
   * Whether clients connect to a server.
   *
   * @param server its entry
   * @return true for a frontend
   */
  default boolean isFrontend(ServerInfo server) {
    return server.isFrontend();
  }

  /**
   * Whether this server has no clients of its own.
   *
   * @return true for a backend
   */
  boolean isBackend();

  /**
   * Whether a server has no clients of its own.
   *
   * @param server its entry
   * @return true for a backend
   */
  default boolean isBackend(ServerInfo server) {
    return !server.isFrontend();
  }

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
