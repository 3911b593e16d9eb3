package io.pomelo.examples.chat;

import io.pomelo.Application;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Where clients ask first: tells each which connector is theirs. Confined to the gate's context.
 */
public final class GateHandler {

  private final Application app;

  /**
   * The handler of a server.
   *
   * @param app the server
   */
  public GateHandler(Application app) {
    this.app = app;
  }

  /**
   * Handles {@code gate.gateHandler.queryEntry {uid}}.
   *
   * @param msg who asks; the same uid gets the same connector while the connectors are the same
   * @param session the client
   * @return {@code {code: 200, host, port}}, or {@code {code: 500}} when no connector runs
   */
  public Future<JsonObject> queryEntry(JsonObject msg, Session session) {
    List<ServerInfo> connectors = app.getServersByType("connector");
    if (connectors.isEmpty()) {
      return Future.succeededFuture(new JsonObject().put("code", 500));
    }
    ServerInfo connector = Choice.of(msg.getString("uid", ""), connectors);
    return Future.succeededFuture(new JsonObject()
      .put("code", 200)
      .put("host", connector.getClientHost())
      .put("port", connector.getClientPort()));
  }
}
