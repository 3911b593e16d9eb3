package io.pomelo.examples.chat.kotlin

import io.pomelo.Application
import io.pomelo.Request
import io.pomelo.RouteRequest
import io.vertx.core.Future
import io.vertx.core.Promise
import io.vertx.kotlin.coroutines.dispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.launch

/*
 * All that a game in Kotlin needs to write its functions as suspending ones; copy it into yours.
 *
 * A coroutine of these runs on the server's context, before and after each suspension: state of the
 * server needs no lock, but others run while one is suspended. It starts at once, within the call,
 * so requests of a session start in the order in which the client sent them. An exception that
 * leaves it is the failure of the request; it is not cancelled when the request's deadline passes.
 */

/**
 * Registers the handler of one route; see [Application.handler]. What it returns is the answer.
 */
fun <T> Application.coHandler(route: String, handler: suspend (Request) -> T): Application =
  handler<T>(route) { request -> coFuture { handler(request) } }

/**
 * Sets the function that chooses the server for requests and calls to a type; see
 * [Application.route].
 */
fun Application.coRoute(serverType: String, route: suspend (RouteRequest) -> String): Application =
  route(serverType) { request -> coFuture { route(request) } }

/**
 * Runs a block as a coroutine on the server's context, on which this is called; for what wants a
 * [Future], such as a filter or the method of a remote.
 */
fun <T> Application.coFuture(block: suspend CoroutineScope.() -> T): Future<T> {
  val promise = Promise.promise<T>()
  CoroutineScope(context().dispatcher()).launch(start = CoroutineStart.UNDISPATCHED) {
    try {
      promise.complete(block())
    } catch (failure: Throwable) {
      promise.fail(failure)
    }
  }
  return promise.future()
}
