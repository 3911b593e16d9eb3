package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code connector.confHandler}: where the connectors listen, and their figures (section 3.1). */
public final class ConfHandler {

  private static final String PREFIX = "conn-";

  private final Application app;

  ConfHandler(Application app) {
    this.app = app;
  }

  /** Answers the ports of the running connectors; WebSocket and TCP share one. */
  public Future<JsonObject> endpoints(JsonObject msg, FrontendSession session) {
    var connectors = new JsonObject();
    for (ServerInfo server : app.getServersByType("connector")) {
      int port = server.getClientPort();
      connectors.put(server.getId().substring(PREFIX.length()),
        new JsonObject().put("ws", port).put("tcp", port));
    }
    return Page.done(Page.ok().put("impl", "vertx-pomelo").put("connectors", connectors));
  }

  /** Answers what this connector counts. */
  public Future<JsonObject> stats(JsonObject msg, FrontendSession session) {
    return Page.done(Page.ok()
      .put("connections", app.connectionService().getConnectionCount())
      .put("logins", app.connectionService().getLoginedCount())
      .put("sessions", app.sessionService().getSessionsCount()));
  }
}
