package io.pomelo.connector;

import io.vertx.codegen.annotations.VertxGen;

/** What a package to a client is; pomelo's {@code opts.type} (wire reference 9.5). */
@VertxGen
public enum PushKind {

  /** A push to users named by the sender, of a channel or of a list. */
  PUSH,
  /** A push to all sessions. */
  BROADCAST,
  /** The answer to a request. */
  RESPONSE
}
