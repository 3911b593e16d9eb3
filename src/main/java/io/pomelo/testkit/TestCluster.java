package io.pomelo.testkit;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.PomeloVerticle;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The servers of a game in one JVM, for tests. Ports for clients are chosen by the system, and each
 * cluster has a name of its own, so that several run side by side, on one Vert.x or on many:
 *
 * <pre>{@code
 * TestCluster.start(vertx, new Chat(), new JsonObject().put("base", "examples/chat"))
 *   .compose(cluster -> cluster.client("connector-1"))
 *   .compose(client -> client.request("connector.entryHandler.enter", new JsonObject()))
 * }</pre>
 *
 * <p>Its methods may be called from any thread; futures complete as those of Vert.x and of
 * {@link Application} do.
 */
public final class TestCluster {

  private static final String CLIENT_PORT = "clientPort";
  private static final String ANY_ADDRESS = "0.0.0.0";

  private final Vertx vertx;
  private final PomeloVerticle game;
  private final String deployment;

  private TestCluster(Vertx vertx, PomeloVerticle game, String deployment) {
    this.vertx = vertx;
    this.game = game;
    this.deployment = deployment;
  }

  /**
   * Starts a game.
   *
   * @param vertx the instance to run on
   * @param game the game, not deployed yet
   * @param config its configuration as {@link PomeloVerticle} takes it; {@code serverId} or
   *     {@code serverType} select servers. Client ports are replaced by 0, and {@code cluster} is a
   *     random name unless given
   * @return the running cluster; fails with what kept the game from starting
   */
  public static Future<TestCluster> start(Vertx vertx, PomeloVerticle game, JsonObject config) {
    return Pomelo.load(vertx, new ApplicationOptions(config)).compose(loaded -> {
      JsonObject isolated = config.copy();
      if (loaded.getServers() != null) {
        isolated.put("servers", freePorts(loaded.getServers()));
      }
      if (!config.containsKey("cluster")) {
        isolated.put("cluster", UUID.randomUUID().toString());
      }
      return vertx.deployVerticle(game, new DeploymentOptions().setConfig(isolated))
        .map(id -> new TestCluster(vertx, game, id));
    });
  }

  /**
   * Starts servers without a configuration directory.
   *
   * @param vertx the instance to run on
   * @param servers {@code {type: [server]}}, as in {@code servers.json}
   * @param setup configures each server before its start
   * @return the running cluster; fails with what kept a server from starting
   */
  public static Future<TestCluster> start(
    Vertx vertx, JsonObject servers, Handler<Application> setup) {
    return start(vertx, new ApplicationOptions().setServers(servers), setup);
  }

  /**
   * Starts servers.
   *
   * @param vertx the instance to run on
   * @param options timeouts and the like, with {@code servers} given or in the directory the
   *     options name. Documents that are not given are read there, if it exists; with servers given
   *     and no base named, nothing is read. A cluster name other than
   *     {@link ApplicationOptions#DEFAULT_CLUSTER} is kept
   * @param setup configures each server before its start
   * @return the running cluster; fails with what kept a server from starting
   */
  public static Future<TestCluster> start(
    Vertx vertx, ApplicationOptions options, Handler<Application> setup) {
    JsonObject config = options.toJson();
    if (ApplicationOptions.DEFAULT_CLUSTER.equals(options.getCluster())) {
      config.remove("cluster");
    }
    if (options.getServers() != null
      && ApplicationOptions.DEFAULT_BASE.equals(options.getBase())) {
      withoutDirectory(config);
    }
    return start(vertx, new Game(setup), config);
  }

  /** Servers made up by a test have nothing to do with files where the test happens to run. */
  private static void withoutDirectory(JsonObject config) {
    for (String document : List.of("master", "crons", "serverProtos", "clientProtos")) {
      if (!config.containsKey(document)) {
        config.put(document, new JsonObject());
      }
    }
    if (!config.containsKey("dictionary")) {
      config.put("dictionary", new JsonArray());
    }
  }

  /** A game that is only a set-up. */
  private static final class Game extends PomeloVerticle {

    private final Handler<Application> setup;

    private Game(Handler<Application> setup) {
      this.setup = setup;
    }

    @Override
    protected void setup(Application app) {
      setup.handle(app);
    }
  }

  /**
   * The servers.
   *
   * @return an immutable list in the order of their start, stopped ones included
   */
  public List<Application> applications() {
    return game.applications();
  }

  /**
   * A server.
   *
   * @param serverId its id
   * @return its application
   * @throws IllegalArgumentException when this cluster has no such server
   */
  public Application app(String serverId) {
    for (Application app : applications()) {
      if (app.getServerId().equals(serverId)) {
        return app;
      }
    }
    throw new IllegalArgumentException("serverId: " + serverId + " (expected: one of "
      + applications().stream().map(Application::getServerId).toList() + ")");
  }

  /**
   * The port a frontend listens on for clients, WebSocket and TCP alike.
   *
   * @param serverId the frontend
   * @return the real port
   * @throws IllegalArgumentException when this cluster has no such frontend
   */
  public int port(String serverId) {
    Application app = app(serverId);
    if (!app.isFrontend()) {
      throw new IllegalArgumentException("serverId: " + serverId + " is a backend (expected: a "
        + "frontend)");
    }
    return app.getCurServer().getClientPort();
  }

  /**
   * A client of a frontend, over WebSocket, with its handshake done.
   *
   * @param serverId the frontend
   * @return the client
   * @throws IllegalArgumentException when this cluster has no such frontend
   */
  public Future<TestClient> client(String serverId) {
    return client(serverId, new PomeloClientOptions());
  }

  /**
   * A client of a frontend with its handshake done.
   *
   * @param serverId the frontend
   * @param options all but host and port, which are the frontend's
   * @return the client; fails as {@link TestClient#connect} does
   * @throws IllegalArgumentException when this cluster has no such frontend
   */
  public Future<TestClient> client(String serverId, PomeloClientOptions options) {
    ServerInfo server = app(serverId).getCurServer();
    String host = server.getHost();
    return TestClient.connect(vertx, new PomeloClientOptions(options)
      .setHost(ANY_ADDRESS.equals(host) ? ServerInfo.DEFAULT_HOST : host)
      .setPort(port(serverId)));
  }

  /**
   * Runs an action on a server's context, where its services may be used.
   *
   * @param serverId the server
   * @param action what to run
   * @param <T> the type of its result
   * @return see {@link Application#call}
   * @throws IllegalArgumentException when this cluster has no such server
   */
  public <T> Future<T> call(String serverId, Function<Application, Future<T>> action) {
    Application app = app(serverId);
    return app.call(() -> action.apply(app));
  }

  /**
   * Stops one server as an operator would.
   *
   * @param serverId the server
   * @return see {@link Application#stop()}
   * @throws IllegalArgumentException when this cluster has no such server
   */
  public Future<Void> stop(String serverId) {
    return app(serverId).stop();
  }

  /**
   * Stops all servers, frontends first.
   *
   * @return succeeds when they are stopped; done also by the close of the Vert.x
   */
  public Future<Void> stop() {
    return vertx.undeploy(deployment);
  }

  /** The servers with every client port 0, whether or not they are listed by environment. */
  private static JsonObject freePorts(JsonObject servers) {
    return (JsonObject) replaced(servers);
  }

  private static Object replaced(Object value) {
    if (value instanceof JsonObject object) {
      var replaced = new JsonObject();
      object.forEach(entry -> replaced.put(entry.getKey(),
        CLIENT_PORT.equals(entry.getKey()) ? 0 : replaced(entry.getValue())));
      return replaced;
    }
    if (value instanceof JsonArray array) {
      var replaced = new JsonArray();
      array.forEach(element -> replaced.add(replaced(element)));
      return replaced;
    }
    return value;
  }
}
