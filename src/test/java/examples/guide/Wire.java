package examples.guide;

import io.pomelo.Application;
import io.pomelo.connector.ConnectorOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;

/** What clients see. */
final class Wire {

  private Wire() {
  }

  static void setup(Application app) {
    // tag::connector[]
    app.configure("all", "connector", connector -> connector.set("connectorConfig",
      new ConnectorOptions().setHeartbeat(30).setUseDict(true).setUseProtobuf(true)
        .setMaxPackage(16 * 1024).setOrigins(List.of("https://game.example"))));
    // end::connector[]
  }

  // tag::tls[]
  static ConnectorOptions secure(String key, String certificate) {
    return new ConnectorOptions().setServerOptions(new NetServerOptions().setSsl(true)
      .setKeyCertOptions(new PemKeyCertOptions().setKeyPath(key).setCertPath(certificate)));
  }
  // end::tls[]

  // tag::handshake[]
  static ConnectorOptions greeting() {
    return new ConnectorOptions()
      .setCheckClient(sys -> !"0.1".equals(sys.getString("version")))
      .setHandshake(request -> Future.succeededFuture(new JsonObject().put("motd", "welcome")));
  }
  // end::handshake[]
}
