package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.PomeloVerticle;
import io.pomelo.RouteRequest;
import io.pomelo.connector.PushSchedulerOptions;
import io.pomelo.session.SessionOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * The conformance application: five connectors that differ in their options, two chat servers and
 * an area server.
 */
public final class ConformanceGame extends PomeloVerticle {

  /** Milliseconds until a request that nobody answers ends, on the routes made for that. */
  static final int SILENCE = 1_500;

  /**
   * Starts the servers.
   *
   * @param args {@code key=value} pairs, see {@link PomeloVerticle#run}
   */
  public static void main(String[] args) {
    run(ConformanceGame::new, args);
  }

  /**
   * The configuration over the game's own defaults. A filter that never completes holds back the
   * later requests of its session until the deadline, so the routes that tests use for that have a
   * short one; tests deploy this verticle as well as {@code main}, which is why it stands here.
   *
   * @return the deployment's configuration with {@code routeTimeouts}
   */
  @Override
  public JsonObject config() {
    var timeouts = new JsonObject()
      .put("connector.filterHandler.*", SILENCE)
      .put("area.playHandler.*", SILENCE)
      .put("connector.echoHandler.echo", SILENCE)
      .put("connector.echoHandler.never", SILENCE)
      .put("chat.echoHandler.echo", SILENCE)
      .put("chat.echoHandler.never", SILENCE);
    return new JsonObject().put("routeTimeouts", timeouts).mergeIn(super.config());
  }

  @Override
  protected void setup(Application app) {
    app.configure("all", "connector", ConformanceGame::connector)
      .route("chat", ConformanceGame::chatServer)
      .configure(ConformanceGame::handlers)
      .remote("chat", RoomRemote.class, Rooms::new);
    TraceFilter.install(app);
    app.configure("all", "area", area -> area.errorHandler(failed -> Future.succeededFuture(
      Page.code(555).put("why", String.valueOf(failed.failure().getMessage())))));
  }

  private static void connector(Application app) {
    app.set("connectorConfig", ClientAccess.options(app));
    switch (app.getServerId()) {
      case "conn-plain" -> app.set("sessionConfig", new SessionOptions().setSingleSession(true));
      case "conn-dict" -> app
        .set("pushSchedulerConfig",
          new PushSchedulerOptions().setBuffer(true).setFlushInterval(50))
        .globalErrorHandler(failed -> Future.succeededFuture(
          Page.code(577).put("by", "globalErrorHandler")));
      default -> { }
    }
  }

  private static void handlers(Application app) {
    app.handlers("connector.confHandler", ConfHandler::new)
      .handlers("connector.echoHandler", EchoHandler::new)
      .handlers("connector.notifyHandler", NotifyHandler::new)
      .handlers("connector.entryHandler", EntryHandler::new)
      .handlers("connector.pushHandler", PushHandler::new)
      .handlers("connector.filterHandler", FilterHandler::new)
      .handlers("connector.typedHandler", TypedHandler::new)
      .handlers("chat.echoHandler", EchoHandler::new)
      .handlers("chat.roomHandler", RoomHandler::new)
      .handlers("chat.sessionHandler", SessionHandler::new)
      .handlers("area.playHandler", PlayHandler::new);
  }

  /** Requests are routed by the room of their session, the connectors' own calls by its name. */
  private static Future<String> chatServer(RouteRequest request) {
    Object room = request.session() == null
      ? request.routeParam() : request.session().<Object>get("room");
    int sum = room instanceof String name ? name.chars().sum() : 0;
    return Future.succeededFuture(sum % 2 == 0 ? "chat-1" : "chat-2");
  }
}
