package io.pomelo;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Which server an application is, and where its configuration comes from.
 *
 * <p>The documents of the configuration directory can also be given here, parsed; a document that
 * is given is not read from disk. Those of servers, master and crons may have a member named after
 * the environment, which is then used alone.
 */
@DataObject
@JsonGen(publicConverter = false)
public class ApplicationOptions {

  /** The directory of the game. */
  public static final String DEFAULT_BASE = ".";
  /** The configuration directory below the base. */
  public static final String DEFAULT_CONFIG_DIR = "conf";
  /** The environment when neither the options nor {@code POMELO_ENV} name one. */
  public static final String DEFAULT_ENV = "development";
  /** The cluster's name; servers of different names on one Vert.x do not see each other. */
  public static final String DEFAULT_CLUSTER = "pomelo";
  /** How long a request may take, in milliseconds (decision D7). */
  public static final long DEFAULT_REQUEST_TIMEOUT = 30_000;
  /** How long a stop waits for requests and clients, in milliseconds (decision D11). */
  public static final long DEFAULT_STOP_TIMEOUT = 10_000;
  /** How often watched configuration files are looked at, in milliseconds. */
  public static final long DEFAULT_CONFIG_WATCH_INTERVAL = 1_000;

  private String base = DEFAULT_BASE;
  private String configDir = DEFAULT_CONFIG_DIR;
  private String env = defaultEnv();
  private String cluster = DEFAULT_CLUSTER;
  private String serverId;
  private long requestTimeout = DEFAULT_REQUEST_TIMEOUT;
  private JsonObject routeTimeouts = new JsonObject();
  private long stopTimeout = DEFAULT_STOP_TIMEOUT;
  private long configWatchInterval = DEFAULT_CONFIG_WATCH_INTERVAL;
  private boolean errorIds;
  private int portShift;
  private JsonObject servers;
  private JsonObject master;
  private JsonObject crons;
  private JsonArray dictionary;
  private JsonObject serverProtos;
  private JsonObject clientProtos;

  /** The defaults. */
  public ApplicationOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public ApplicationOptions(ApplicationOptions other) {
    this(other.toJson());
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public ApplicationOptions(JsonObject json) {
    ApplicationOptionsConverter.fromJson(json.copy(), this);
  }

  private static String defaultEnv() {
    String env = System.getenv("POMELO_ENV");
    return env == null || env.isBlank() ? DEFAULT_ENV : env;
  }

  /**
   * The options as JSON.
   *
   * @return every option by its name
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    ApplicationOptionsConverter.toJson(this, json);
    return json;
  }

  /**
   * The directory of the game, with the configuration directory in it.
   *
   * @return {@link #DEFAULT_BASE} by default
   */
  public String getBase() {
    return base;
  }

  /**
   * Sets {@link #getBase()}.
   *
   * @param base a directory
   * @return this
   */
  public ApplicationOptions setBase(String base) {
    this.base = base;
    return this;
  }

  /**
   * The configuration directory, below the base.
   *
   * @return {@link #DEFAULT_CONFIG_DIR} by default
   */
  public String getConfigDir() {
    return configDir;
  }

  /**
   * Sets {@link #getConfigDir()}.
   *
   * @param configDir a path relative to the base
   * @return this
   */
  public ApplicationOptions setConfigDir(String configDir) {
    this.configDir = configDir;
    return this;
  }

  /**
   * The environment: which section of the configuration is used, and what {@code configure}
   * matches.
   *
   * @return the environment variable {@code POMELO_ENV}, else {@link #DEFAULT_ENV}, by
   *     default
   */
  public String getEnv() {
    return env;
  }

  /**
   * Sets {@link #getEnv()}.
   *
   * @param env a name
   * @return this
   */
  public ApplicationOptions setEnv(String env) {
    this.env = env;
    return this;
  }

  /**
   * The name of the cluster.
   *
   * @return {@link #DEFAULT_CLUSTER} by default
   */
  public String getCluster() {
    return cluster;
  }

  /**
   * Sets {@link #getCluster()}.
   *
   * @param cluster servers of other names are not seen
   * @return this
   */
  public ApplicationOptions setCluster(String cluster) {
    this.cluster = cluster;
    return this;
  }

  /**
   * The server this application is.
   *
   * @return an id of {@code servers.json}, or null before it is set
   */
  public String getServerId() {
    return serverId;
  }

  /**
   * Sets {@link #getServerId()}.
   *
   * @param serverId an id of {@code servers.json}
   * @return this
   */
  public ApplicationOptions setServerId(String serverId) {
    this.serverId = serverId;
    return this;
  }

  /**
   * How long a client's request may take until it is answered with an error (decision D7).
   *
   * @return milliseconds, {@link #DEFAULT_REQUEST_TIMEOUT} by default
   */
  public long getRequestTimeout() {
    return requestTimeout;
  }

  /**
   * Sets {@link #getRequestTimeout()}.
   *
   * @param requestTimeout milliseconds, at least 1
   * @return this
   */
  public ApplicationOptions setRequestTimeout(long requestTimeout) {
    if (requestTimeout < 1) {
      throw new IllegalArgumentException("requestTimeout: " + requestTimeout + " (expected: >= 1)");
    }
    this.requestTimeout = requestTimeout;
    return this;
  }

  /**
   * Request timeouts of single routes, or of all routes with a prefix written with a final {@code
   * *}.
   *
   * @return {@code {route: milliseconds}}, empty by default
   */
  public JsonObject getRouteTimeouts() {
    return routeTimeouts;
  }

  /**
   * Sets {@link #getRouteTimeouts()}.
   *
   * @param routeTimeouts {@code {"chat.chatHandler.*": 2000}}
   * @return this
   */
  public ApplicationOptions setRouteTimeouts(JsonObject routeTimeouts) {
    this.routeTimeouts = routeTimeouts;
    return this;
  }

  /**
   * How long a stop waits for requests in progress and for clients to be told (decision D11).
   *
   * @return milliseconds, {@link #DEFAULT_STOP_TIMEOUT} by default
   */
  public long getStopTimeout() {
    return stopTimeout;
  }

  /**
   * Sets {@link #getStopTimeout()}.
   *
   * @param stopTimeout milliseconds, at least 1
   * @return this
   */
  public ApplicationOptions setStopTimeout(long stopTimeout) {
    if (stopTimeout < 1) {
      throw new IllegalArgumentException("stopTimeout: " + stopTimeout + " (expected: >= 1)");
    }
    this.stopTimeout = stopTimeout;
    return this;
  }

  /**
   * How often the files given to {@link Application#loadConfigBaseApp(String, String, boolean)}
   * with {@code reload} are looked at.
   *
   * @return milliseconds, {@link #DEFAULT_CONFIG_WATCH_INTERVAL} by default
   */
  public long getConfigWatchInterval() {
    return configWatchInterval;
  }

  /**
   * Sets {@link #getConfigWatchInterval()}.
   *
   * @param configWatchInterval milliseconds, at least 1
   * @return this
   */
  public ApplicationOptions setConfigWatchInterval(long configWatchInterval) {
    if (configWatchInterval < 1) {
      throw new IllegalArgumentException("configWatchInterval: " + configWatchInterval
        + " (expected: >= 1)");
    }
    this.configWatchInterval = configWatchInterval;
    return this;
  }

  /**
   * Whether an error answer of code 500 carries the id of its log line in {@code errorId}
   * (decision D6).
   *
   * @return false by default
   */
  public boolean isErrorIds() {
    return errorIds;
  }

  /**
   * Sets {@link #isErrorIds()}.
   *
   * @param errorIds true to tell clients the id
   * @return this
   */
  public ApplicationOptions setErrorIds(boolean errorIds) {
    this.errorIds = errorIds;
    return this;
  }

  /**
   * What is added to every configured client port above 0, so that a second copy of a cluster runs
   * beside the first.
   *
   * @return 0 by default
   */
  public int getPortShift() {
    return portShift;
  }

  /**
   * Sets {@link #getPortShift()}.
   *
   * @param portShift may be negative
   * @return this
   */
  public ApplicationOptions setPortShift(int portShift) {
    this.portShift = portShift;
    return this;
  }

  /**
   * The document {@code servers.json}.
   *
   * @return null: read from the configuration directory
   */
  public JsonObject getServers() {
    return servers;
  }

  /**
   * Sets {@link #getServers()}.
   *
   * @param servers {@code {type: [server]}}, or that by environment
   * @return this
   */
  public ApplicationOptions setServers(JsonObject servers) {
    this.servers = servers;
    return this;
  }

  /**
   * The document {@code master.json}.
   *
   * @return null: read from the configuration directory
   */
  public JsonObject getMaster() {
    return master;
  }

  /**
   * Sets {@link #getMaster()}.
   *
   * @param master {@code {id, host, port}}, or that by environment
   * @return this
   */
  public ApplicationOptions setMaster(JsonObject master) {
    this.master = master;
    return this;
  }

  /**
   * The document {@code crons.json}: what the servers of a type do at set times. An entry is {@code
   * {id, time, action, serverId, dialect, data}}, see {@link Application#addCrons}; a member {@code
   * dialect} beside the types is meant for every entry that has none.
   *
   * @return null: read from the configuration directory
   */
  public JsonObject getCrons() {
    return crons;
  }

  /**
   * Sets {@link #getCrons()}.
   *
   * @param crons {@code {type: [cron]}}, or that by environment
   * @return this
   */
  public ApplicationOptions setCrons(JsonObject crons) {
    this.crons = crons;
    return this;
  }

  /**
   * The document {@code dictionary.json}: routes that get a code besides those of the handlers.
   *
   * @return null: read from the configuration directory
   */
  public JsonArray getDictionary() {
    return dictionary;
  }

  /**
   * Sets {@link #getDictionary()}.
   *
   * @param dictionary route names
   * @return this
   */
  public ApplicationOptions setDictionary(JsonArray dictionary) {
    this.dictionary = dictionary;
    return this;
  }

  /**
   * The document {@code serverProtos.json}: protobuf definitions of what the server sends.
   *
   * @return null: read from the configuration directory
   */
  public JsonObject getServerProtos() {
    return serverProtos;
  }

  /**
   * Sets {@link #getServerProtos()}.
   *
   * @param serverProtos definitions by route
   * @return this
   */
  public ApplicationOptions setServerProtos(JsonObject serverProtos) {
    this.serverProtos = serverProtos;
    return this;
  }

  /**
   * The document {@code clientProtos.json}: protobuf definitions of what clients send.
   *
   * @return null: read from the configuration directory
   */
  public JsonObject getClientProtos() {
    return clientProtos;
  }

  /**
   * Sets {@link #getClientProtos()}.
   *
   * @param clientProtos definitions by route
   * @return this
   */
  public ApplicationOptions setClientProtos(JsonObject clientProtos) {
    this.clientProtos = clientProtos;
    return this;
  }
}
