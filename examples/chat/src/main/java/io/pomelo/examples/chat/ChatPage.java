package io.pomelo.examples.chat;

import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/** The web page: files of the class path, and where the gate is. */
final class ChatPage {

  static final String HOST = "127.0.0.1";

  private ChatPage() {
  }

  /**
   * Serves the page until the calling verticle is undeployed.
   *
   * @param port 0 lets the system choose
   * @param gate the running gate
   * @return the server; fails when the port is in use
   */
  static Future<HttpServer> serve(Vertx vertx, int port, ServerInfo gate) {
    var where = new JsonObject()
      .put("host", gate.getClientHost())
      .put("port", gate.getClientPort());
    Router router = Router.router(vertx);
    router.route().handler(ChatPage::headers);
    router.get("/gate.json").handler(context -> context.json(where));
    router.route().handler(StaticHandler.create("webroot").setCachingEnabled(false));
    return vertx.createHttpServer().requestHandler(router).listen(port, HOST);
  }

  /** The page loads nothing from elsewhere, and talks to game servers only. */
  private static void headers(RoutingContext context) {
    context.response()
      .putHeader("Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
      .putHeader("X-Content-Type-Options", "nosniff")
      .putHeader("Referrer-Policy", "no-referrer");
    context.next();
  }
}
