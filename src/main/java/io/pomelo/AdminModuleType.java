package io.pomelo;

import io.vertx.codegen.annotations.VertxGen;

/** Where the timer of an {@link AdminModule} runs. */
@VertxGen
public enum AdminModuleType {

  /** On every server: each reports by itself. */
  PUSH,
  /** On the master: it asks the servers. */
  PULL
}
