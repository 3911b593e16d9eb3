package io.pomelo.examples.chat.kotlin

import io.pomelo.Application
import io.pomelo.PomeloVerticle
import io.pomelo.Request
import io.pomelo.RouteRequest
import io.pomelo.cluster.ServerInfo
import io.pomelo.connector.ConnectorOptions
import io.pomelo.examples.chat.kotlin.remote.ChatRemote
import io.vertx.core.Future
import io.vertx.core.http.HttpServer
import io.vertx.core.json.JsonObject
import io.vertx.serviceproxy.ServiceException

/** The port of the web page. */
private const val DEFAULT_WEB_PORT = 3002

/** Seconds between heartbeats. */
private const val HEARTBEAT = 15

/** Seconds. Browsers let the timers of a tab in the background run once a minute only. */
private const val TIMEOUT = 90

/** Starts the game; see [PomeloVerticle.run]. */
fun main(vararg args: String) = PomeloVerticle.run(::ChatGame, *args)

/**
 * The chat of `examples/chat` in Kotlin: the same routes and the same page, the handlers suspending
 * functions.
 *
 * The process that runs the gate serves the page: on `webPort` of the verticle's configuration.
 */
class ChatGame : PomeloVerticle() {

  private var page: HttpServer? = null

  /** The port the page really listens on, -1 when this process serves none. */
  val webPort get() = page?.actualPort() ?: -1

  override fun setup(app: Application) {
    val entry = EntryHandler(app)
    app.configure("all", "connector") {
      it.set("connectorConfig",
        ConnectorOptions().setHeartbeat(HEARTBEAT).setTimeout(TIMEOUT).setUseDict(true))
    }
      .coRoute("chat") { serverOfRoom(app, it) }
      .coHandler("gate.gateHandler.queryEntry") { queryEntry(app, it) }
      .coHandler("connector.entryHandler.enter") { entry.enter(it) }
      .coHandler("connector.entryHandler.leave") { entry.leave(it) }
      .coHandler("chat.chatHandler.send") { send(app, it) }
      .remote("chat", ChatRemote::class.java, ::ChatRoom)
  }

  override fun start(): Future<*> = super.start().mapEmpty<Void>().compose {
    val gate = applications().firstOrNull { it.serverType == "gate" }
    if (gate == null) Future.succeededFuture() else servePage(gate.curServer)
  }

  override fun describe(): String =
    super.describe() + if (page == null) "" else "\nopen http://${ChatPage.HOST}:$webPort"

  private fun servePage(gate: ServerInfo): Future<HttpServer> {
    val port = config().getInteger("webPort", DEFAULT_WEB_PORT)
    val shift = if (port == 0) 0 else config().getInteger("portShift", 0)
    return ChatPage.serve(vertx, port + shift, gate).onSuccess { page = it }
  }
}

/**
 * Handles `gate.gateHandler.queryEntry {uid}`: the same uid gets the same connector while the
 * connectors are the same. Answers `{code: 200, host, port}`, or `{code: 500}` when none runs.
 */
private fun queryEntry(app: Application, request: Request): JsonObject {
  val connectors = app.getServersByType("connector")
  if (connectors.isEmpty()) {
    return JsonObject().put("code", 500)
  }
  val connector = choose(request.json().getString("uid").orEmpty(), connectors)
  return JsonObject().put("code", 200)
    .put("host", connector.clientHost).put("port", connector.clientPort)
}

/** All of a room are on one chat server: a client's session knows its room, a call names it. */
private fun serverOfRoom(app: Application, request: RouteRequest): String {
  val rid = request.session()?.get<String>("rid") ?: request.routeParam() as? String
    ?: throw ServiceException(403, "in no room (expected: enter one first)")
  val servers = app.getServersByType("chat")
  if (servers.isEmpty()) {
    throw ServiceException(503, "no chat server runs")
  }
  return choose(rid, servers).id
}

/** Always the same one for a key while the servers are the same; they come in id order. */
private fun choose(key: String, servers: List<ServerInfo>) =
  servers[Math.floorMod(key.hashCode(), servers.size)]
