package io.pomelo.session;

import io.vertx.codegen.annotations.VertxGen;

/**
 * Something that was registered and can be taken back. Confined to the server's context.
 */
@VertxGen
public interface Registration {

  /** Takes it back; without effect when that was done before or something else replaced it. */
  void cancel();
}
