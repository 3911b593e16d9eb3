package io.pomelo.session;

import io.vertx.codegen.annotations.VertxGen;

/** What becomes of a second session of a user who may have only one. */
@VertxGen
public enum SingleSessionPolicy {

  /** The second one cannot be bound, as in pomelo. */
  REFUSE,
  /**
   * The second one is bound, the first one is kicked with {@link SessionOptions#KICK_OLD_REASON}.
   */
  KICK_OLD
}
