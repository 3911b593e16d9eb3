package io.pomelo.examples.chat;

import io.pomelo.Application;
import io.pomelo.PomeloVerticle;
import io.pomelo.RouteRequest;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.ConnectorOptions;
import io.pomelo.examples.chat.remote.ChatRemote;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.Optional;

/**
 * A chat with rooms. A client asks the gate for its connector, enters a room there, and talks
 * through the chat server that has the room.
 *
 * <p>The process that runs the gate serves a web page, too: on {@code webPort} of the verticle's
 * configuration.
 */
public final class ChatGame extends PomeloVerticle {

  /** The port of the web page; 0 lets the system choose. */
  public static final int DEFAULT_WEB_PORT = 3001;

  /** Seconds between heartbeats. */
  private static final int HEARTBEAT = 15;
  /** Seconds. Browsers let the timers of a tab in the background run once a minute only. */
  private static final int TIMEOUT = 90;

  private HttpServer page;

  /**
   * Starts the game.
   *
   * @param args see {@link PomeloVerticle#run}
   */
  public static void main(String... args) {
    run(ChatGame::new, args);
  }

  @Override
  protected void setup(Application app) {
    app.configure("all", "connector", connector -> connector.set("connectorConfig",
        new ConnectorOptions().setHeartbeat(HEARTBEAT).setTimeout(TIMEOUT).setUseDict(true)))
      .route("chat", request -> serverOfRoom(app, request))
      .handlers("gate.gateHandler", GateHandler::new)
      .handlers("connector.entryHandler", EntryHandler::new)
      .handlers("chat.chatHandler", ChatHandler::new)
      .remote("chat", ChatRemote.class, ChatRoom::new);
  }

  @Override
  public Future<?> start() {
    return super.start().compose(v -> {
      Optional<Application> gate = applications().stream()
        .filter(app -> app.getServerType().equals("gate")).findFirst();
      return gate.isPresent() ? servePage(gate.get().getCurServer()) : Future.succeededFuture();
    });
  }

  /**
   * The port of the web page.
   *
   * @return the port it really listens on, -1 when this process serves none
   */
  public int webPort() {
    return page == null ? -1 : page.actualPort();
  }

  @Override
  protected String describe() {
    String servers = super.describe();
    return page == null ? servers
      : servers + String.format("%nopen http://%s:%d", ChatPage.HOST, webPort());
  }

  private Future<?> servePage(ServerInfo gate) {
    int port = config().getInteger("webPort", DEFAULT_WEB_PORT);
    int shifted = port == 0 ? 0 : port + config().getInteger("portShift", 0);
    return ChatPage.serve(vertx, shifted, gate).onSuccess(server -> page = server);
  }

  /** All of a room are on one chat server: a client's session knows its room, a call names it. */
  private static Future<String> serverOfRoom(Application app, RouteRequest request) {
    Object rid = request.session() == null ? request.routeParam() : request.session().get("rid");
    List<ServerInfo> servers = app.getServersByType("chat");
    if (rid == null) {
      return Future.failedFuture(
        new ServiceException(403, "in no room (expected: enter one first)"));
    }
    return servers.isEmpty()
      ? Future.failedFuture(new ServiceException(503, "no chat server runs"))
      : Future.succeededFuture(Choice.of((String) rid, servers).getId());
  }
}
