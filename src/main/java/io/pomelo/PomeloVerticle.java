package io.pomelo;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.impl.ServerGroup;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A game: starts the servers of its configuration directory, all of them or the named ones, in this
 * JVM. Deployed by {@code vertx run}, by {@code pomelo start}, by a test, or by {@link #run} from a
 * {@code main}.
 *
 * <p>The verticle's configuration holds {@link ApplicationOptions} as JSON, where {@code serverId}
 * may list several ids separated by commas, and {@code serverType} may name a type instead.
 */
public abstract class PomeloVerticle extends VerticleBase {

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  private ServerGroup servers;

  /**
   * Configures one server; called once for each server this JVM hosts, before it starts.
   *
   * @param app the server's application
   */
  protected abstract void setup(Application app);

  /**
   * Starts the servers one after another, backends first, so that the ports for clients open when
   * everybody else is there.
   *
   * @return fails with the first server's failure, and the servers already started are stopped
   */
  @Override
  public Future<?> start() {
    JsonObject config = config();
    return Pomelo.load(vertx, new ApplicationOptions(config)).compose(options -> {
      servers = new ServerGroup(vertx, options, this::setup);
      return servers.start(config.getString("serverId"), config.getString("serverType"));
    });
  }

  /**
   * Stops the servers in reverse order.
   *
   * @return succeeds when all are stopped
   */
  @Override
  public Future<?> stop() {
    return servers == null ? Future.succeededFuture() : servers.stop();
  }

  /**
   * The servers of this JVM.
   *
   * @return their applications in the order of their start; empty before {@link #start()}
   */
  public List<Application> applications() {
    return servers == null ? List.of() : servers.applications();
  }

  /**
   * The {@code main} of a game: starts the verticle on a Vert.x of its own, prints what runs, and
   * stops cleanly when the process is asked to end. Exits with code 1 when the start fails.
   *
   * @param verticle makes the game's verticle
   * @param args {@code key=value} pairs, as pomelo takes them, that become its configuration:
   *     {@code base=examples/chat env=production serverType=connector}
   */
  public static void run(Supplier<? extends PomeloVerticle> verticle, String... args) {
    oneLineLogs();
    JsonObject config;
    try {
      config = arguments(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    PomeloVerticle game = verticle.get(); // before there are threads to keep the process alive
    Vertx vertx = Vertx.vertx();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        vertx.close().toCompletionStage().toCompletableFuture()
          .get(2 * new ApplicationOptions(config).getStopTimeout(), TimeUnit.MILLISECONDS);
      } catch (Exception e) {
        System.err.println("not stopped cleanly: " + e);
      }
    }, "pomelo-stop"));
    vertx.deployVerticle(game, new DeploymentOptions().setConfig(config))
      .onSuccess(id -> System.out.println(game.describe()))
      .onFailure(failure -> {
        System.err.println("not started: " + failure.getMessage());
        // Not on the event loop, which the shutdown hook needs to close Vert.x.
        new Thread(() -> System.exit(1), "pomelo-exit").start();
      });
  }

  /** The JDK's own logging takes two lines for each record unless it is told otherwise. */
  private static void oneLineLogs() {
    if (System.getProperty(LOG_FORMAT) == null
      && System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(LOG_FORMAT, "%1$tT %4$-7s %5$s%6$s%n");
    }
  }

  /**
   * What {@link #run} prints after the start; a game may add where to point a browser.
   *
   * @return a line for each server
   */
  protected String describe() {
    var text = new StringBuilder("running:");
    for (Application app : applications()) {
      ServerInfo server = app.getCurServer();
      text.append(String.format("%n  %-24s %-12s", server.getId(), server.getServerType()));
      if (server.isFrontend()) {
        text.append(server.getHost()).append(':').append(server.getClientPort())
          .append(" (WebSocket and TCP)");
      }
    }
    return text.toString();
  }

  private static JsonObject arguments(String... args) {
    var config = new JsonObject();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("argument: " + arg + " (expected: key=value)");
      }
      String value = arg.substring(equals + 1);
      config.put(arg.substring(0, equals), value.matches("-?[0-9]{1,9}") ? (Object)
        Integer.valueOf(value) : value);
    }
    return config;
  }
}
