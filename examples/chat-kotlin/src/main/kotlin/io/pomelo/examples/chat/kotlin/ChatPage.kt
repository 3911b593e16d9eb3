package io.pomelo.examples.chat.kotlin

import io.pomelo.cluster.ServerInfo
import io.vertx.core.Future
import io.vertx.core.Vertx
import io.vertx.core.http.HttpServer
import io.vertx.core.json.JsonObject
import io.vertx.ext.web.Router
import io.vertx.ext.web.handler.StaticHandler

/** The web page: the files of the chat in Java, and where the gate is. */
object ChatPage {

  const val HOST = "127.0.0.1"

  /** The page loads nothing from elsewhere, and talks to game servers only. */
  private const val POLICY = "default-src 'self'; img-src 'self' data:;" +
    " connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  /** Serves the page until the calling verticle is undeployed; port 0 is any. */
  fun serve(vertx: Vertx, port: Int, gate: ServerInfo): Future<HttpServer> {
    val where = JsonObject().put("host", gate.clientHost).put("port", gate.clientPort)
    val router = Router.router(vertx)
    router.route().handler {
      it.response().putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
      it.next()
    }
    router.get("/gate.json").handler { it.json(where) }
    router.route().handler(StaticHandler.create("webroot").setCachingEnabled(false))
    return vertx.createHttpServer().requestHandler(router).listen(port, HOST)
  }
}
