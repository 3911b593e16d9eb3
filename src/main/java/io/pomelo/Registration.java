package io.pomelo;

import io.vertx.codegen.annotations.VertxGen;

/** Something that was registered and can be taken back. */
@VertxGen
public interface Registration {

  /** Takes it back: it is not called again. A second time is without effect. */
  void cancel();
}
