package io.pomelo.client;

import io.vertx.codegen.annotations.VertxGen;

/**
 * What carries a client's packages (wire reference, section 1); a connector takes both on one port.
 */
@VertxGen
public enum ClientTransport {

  /** Binary WebSocket messages. */
  WEBSOCKET,
  /** A plain stream of packages. */
  TCP
}
