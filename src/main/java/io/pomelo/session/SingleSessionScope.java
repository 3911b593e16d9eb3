package io.pomelo.session;

import io.vertx.codegen.annotations.VertxGen;

/** Where a user may have only one session. */
@VertxGen
public enum SingleSessionScope {

  /** On each frontend, as in pomelo. */
  FRONTEND,
  /** On all frontends of one server type together, see {@link SessionOptions#setScope}. */
  CLUSTER
}
