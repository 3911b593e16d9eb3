package io.pomelo.client;

import io.pomelo.client.impl.PomeloClientImpl;
import io.vertx.codegen.annotations.Fluent;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/**
 * A client of a pomelo server: one connection, from the handshake to its end. It does what the
 * pomelo clients do (wire reference, sections 1 to 6) and serves as the base of bots:
 *
 * <pre>{@code
 * PomeloClient.connect(vertx, new PomeloClientOptions().setPort(3010)).compose(client -> {
 *   client.onPush("onChat", message -> answer(client, message));
 *   return client.request("connector.entryHandler.enter", new JsonObject().put("uid", "bot-1"));
 * });
 * }</pre>
 *
 * <p>A client belongs to the context {@link #connect} was called on, or to one of its own when that
 * was called from elsewhere. Its handlers run there and its futures complete there, in the order in
 * which the server's messages arrived. Its methods may be called from anywhere.
 *
 * <p>There is no reconnect: a bot that wants one connects again in the {@link #closeHandler}.
 */
@VertxGen
public interface PomeloClient {

  /** Failure code: the connection is closed, or ended before the answer came. */
  int CLOSED = 4;
  /** Failure code: no answer within {@link PomeloClientOptions#getTimeout()}. */
  int TIMEOUT = 5;
  /** Failure code: what the server sent, or what was to be sent, is not what the wire allows. */
  int MALFORMED = 6;

  /**
   * Connects and shakes hands. To miss no push, set the handlers in the callback of this future.
   *
   * @param vertx the instance to run on
   * @param options where to, and how
   * @return the client, ready to send. Fails with the connection's failure; with a {@link
   *     io.vertx.serviceproxy.ServiceException} of the server's code (500 or 501, wire reference
   *     section 3.3) when the server refuses the handshake; with {@link #CLOSED} when it closes
   *     instead of answering; with {@link #TIMEOUT} when it does not answer in time. Completes on
   *     the client's context
   */
  static Future<PomeloClient> connect(Vertx vertx, PomeloClientOptions options) {
    return PomeloClientImpl.connect(vertx, options, client -> { }).map(client -> client);
  }

  /**
   * Asks the server.
   *
   * @param route {@code serverType.handler.method}
   * @param body {@link JsonObject}, {@link io.vertx.core.json.JsonArray}, text, a number or a
   *     boolean; null is sent as an empty object; a {@link io.vertx.core.buffer.Buffer} is sent as
   *     it is
   * @return the body of the answer, also when its {@code code} tells of an error: a
   *     {@link JsonObject}, {@link io.vertx.core.json.JsonArray}, text, a number or a boolean; an
   *     empty answer is an empty object. Fails with a {@link
   *     io.vertx.serviceproxy.ServiceException} of {@link #CLOSED}, {@link #TIMEOUT} or
   *     {@link #MALFORMED}. Completes on the client's context
   */
  Future<Object> request(String route, @Nullable Object body);

  /**
   * Tells the server something that has no answer.
   *
   * @param route {@code serverType.handler.method}
   * @param body see {@link #request}
   * @return succeeds when the message is written; fails as {@link #request} does. Completes on the
   *     client's context
   */
  Future<Void> notify(String route, @Nullable Object body);

  /**
   * Sets the handler of the pushes of one route. It is not called for a push whose body is no JSON
   * object; {@link #pushHandler} is.
   *
   * @param route the route of the push, such as {@code onChat}
   * @param handler gets the body; null removes the handler
   * @return this
   */
  @Fluent
  PomeloClient onPush(String route, @Nullable Handler<JsonObject> handler);

  /**
   * Sets the handler of all pushes, called before that of {@link #onPush}.
   *
   * @param handler gets route and body; null removes the handler
   * @return this
   */
  @Fluent
  PomeloClient pushHandler(@Nullable Handler<Push> handler);

  /**
   * Sets the handler of the server's kick; the server closes the connection next (wire reference,
   * section 4.2).
   *
   * @param handler gets the reason, empty when the server gave none; null removes the handler
   * @return this
   */
  @Fluent
  PomeloClient kickHandler(@Nullable Handler<String> handler);

  /**
   * Sets the handler of the connection's end, whoever ended it. Requests without an answer fail
   * before it is called. Called at once when the connection has ended already.
   *
   * @param handler gets null; null removes the handler
   * @return this
   */
  @Fluent
  PomeloClient closeHandler(@Nullable Handler<Void> handler);

  /**
   * The server's answer to the handshake (wire reference, section 3.2): {@code code}, {@code sys}
   * and, if the game gives one, {@code user}.
   *
   * @return a copy
   */
  JsonObject handshake();

  /**
   * Ends the connection; requests without an answer fail.
   *
   * @return succeeds when the connection has ended, also when it had already. Completes on the
   *     client's context
   */
  Future<Void> close();
}
