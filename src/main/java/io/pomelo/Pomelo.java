package io.pomelo;

import io.pomelo.impl.ApplicationImpl;
import io.pomelo.impl.ConfigFiles;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Where an application comes from (pomelo's {@code createApp}). Unlike in pomelo there may be any
 * number of applications in one JVM, each of them one server (H43).
 */
@VertxGen
public interface Pomelo {

  /**
   * Reads the configuration directory.
   *
   * @param vertx used to read without blocking
   * @param options names the directory; what it already holds is not read
   * @return a copy of the options with the documents in it; fails with the file and the place when
   *     one of them is not JSON. Completes on the calling context
   */
  static Future<ApplicationOptions> load(Vertx vertx, ApplicationOptions options) {
    return vertx.executeBlocking(() -> ConfigFiles.read(options), false);
  }

  /**
   * An application on its own, without any configuration: the backend {@code server-1} of type
   * {@code server}.
   *
   * @param vertx the instance it runs on
   * @return the application, to be configured and started
   */
  static Application createApp(Vertx vertx) {
    return new ApplicationImpl(vertx, ApplicationImpl.standAlone());
  }

  /**
   * One server of a cluster.
   *
   * @param vertx the instance it runs on; the applications on it find each other
   * @param options with {@code serverId}, and with {@code servers} given or loaded by {@link #load}
   * @return the application, to be configured and started
   * @throws IllegalArgumentException when the configuration is wrong or has no such server; the
   *     text names the field
   */
  static Application createApp(Vertx vertx, ApplicationOptions options) {
    return new ApplicationImpl(vertx, options);
  }
}
