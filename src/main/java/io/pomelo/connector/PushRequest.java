package io.pomelo.connector;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.core.json.JsonObject;

/**
 * A message about to be sent, as the selector of {@link PushSchedulerOptions} sees it: once for
 * each message, however many clients get it. None of it is on the wire.
 *
 * <p>A plain record, as only the Java form of the options takes a selector.
 *
 * @param kind push, broadcast or answer
 * @param route the route of the push, or of the request that is answered
 * @param userOptions what the sender of a push or broadcast gave as
 *     {@code PushOptions.userOptions}; empty when it gave none, and for answers. Not to be changed
 */
public record PushRequest(PushKind kind, String route, @Nullable JsonObject userOptions) {

  /**
   * A message without options of its sender.
   *
   * @param kind push, broadcast or answer
   * @param route the route
   */
  public PushRequest(PushKind kind, String route) {
    this(kind, route, null);
  }

  @Override
  public JsonObject userOptions() {
    return userOptions == null ? new JsonObject() : userOptions;
  }
}
