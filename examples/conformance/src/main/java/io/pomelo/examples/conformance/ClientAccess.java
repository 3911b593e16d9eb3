package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.RequestException;
import io.pomelo.connector.ConnectorOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Which clients the connectors let in, and what they offer them (page, sections 1 and 2). */
final class ClientAccess {

  private static final int HEARTBEAT = 3;
  /** Handshakes with large {@code user} objects are a part of the tests. */
  private static final int MAX_HANDSHAKE = 128 * 1024;
  private static final int MAX_PACKAGE = 2 * 1024 * 1024;
  /**
   * What may wait for one client. A single answer of {@code size} is up to 4 MiB, {@code burst} may
   * send 2000 MiB: a client that asks for that must read while it arrives, or is closed as slow.
   */
  private static final int MAX_OUTBOUND = 256 * 1024 * 1024;
  private static final long SLOW_DECISION = 300;

  private final Application app;

  private ClientAccess(Application app) {
    this.app = app;
  }

  /** The options of the connector that the application is. */
  static ConnectorOptions options(Application app) {
    var access = new ClientAccess(app);
    String id = app.getServerId();
    var options = new ConnectorOptions()
      .setHeartbeat(id.equals("conn-plain") ? 0 : HEARTBEAT)
      .setUseDict(id.equals("conn-main") || id.equals("conn-dict"))
      .setUseProtobuf(id.equals("conn-main") || id.equals("conn-proto"))
      .setMaxHandshakePackage(MAX_HANDSHAKE)
      .setMaxPackage(MAX_PACKAGE)
      .setMaxOutbound(MAX_OUTBOUND);
    return id.equals("conn-main")
      ? options.setHandshake(access::welcome).setCheckClient(ClientAccess::isSupported) : options;
  }

  private Future<JsonObject> welcome(JsonObject handshake) {
    Object user = handshake.getValue("user");
    Object token = user instanceof JsonObject object ? object.getValue("token") : null;
    if ("bad".equals(token)) {
      return Future.failedFuture(new RequestException(500, "token: bad (expected: another)"));
    }
    JsonObject answer = new JsonObject().put("welcome", true).put("echo", user);
    return "slow".equals(token)
      ? app.vertx().timer(SLOW_DECISION).map(answer) : Future.succeededFuture(answer);
  }

  private static Boolean isSupported(JsonObject client) {
    return !"ancient".equals(client.getValue("type"))
      && !"0.0.0".equals(client.getValue("version"));
  }
}
