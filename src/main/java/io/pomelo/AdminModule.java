package io.pomelo;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * A tool for operators that runs across the cluster (pomelo admin modules): a part on every server,
 * one on the master, and one there that answers operators. Registered by
 * {@link Application#registerAdmin(AdminModule)}.
 *
 * <p>For now modules are registered and looked up, no more: running them over the event bus, their
 * timers included, comes with the master and the monitors. Nothing in the framework calls the
 * handlers yet.
 *
 * <p>Called on the context of the server a part runs on. An exception is a failure.
 */
@VertxGen(concrete = false)
public interface AdminModule {

  /**
   * The id it is registered under.
   *
   * @return unique in the cluster; null, the default, when the id is given at the registration
   */
  @Nullable
  default String moduleId() {
    return null;
  }

  /**
   * Where its timer runs.
   *
   * @return {@link AdminModuleType#PULL} by default
   */
  default AdminModuleType type() {
    return AdminModuleType.PULL;
  }

  /**
   * How often its timer fires.
   *
   * @return seconds; 0, the default, for a module that has none
   */
  default int interval() {
    return 0;
  }

  /**
   * When its timer fires first.
   *
   * @return seconds after the start, 0 by default
   */
  default int delay() {
    return 0;
  }

  /**
   * Asked on a server: by the master, or by the timer of a {@link AdminModuleType#PUSH} module.
   *
   * @param request the question
   * @return the answer; fails by default
   */
  default Future<JsonObject> monitorHandler(AdminRequest request) {
    return Future.failedFuture(new UnsupportedOperationException(
      "no monitorHandler (expected: a module that has one)"));
  }

  /**
   * Asked on the master: by a server, or by the timer of a {@link AdminModuleType#PULL} module.
   *
   * @param request the question
   * @return the answer; fails by default
   */
  default Future<JsonObject> masterHandler(AdminRequest request) {
    return Future.failedFuture(new UnsupportedOperationException(
      "no masterHandler (expected: a module that has one)"));
  }

  /**
   * Asked on the master by an operator's client.
   *
   * @param request the question
   * @return the answer; fails by default
   */
  default Future<JsonObject> clientHandler(AdminRequest request) {
    return Future.failedFuture(new UnsupportedOperationException(
      "no clientHandler (expected: a module that has one)"));
  }
}
