package io.pomelo.session;

import io.vertx.codegen.annotations.VertxGen;

/**
 * A snapshot of a session on a server the client is not connected to (pomelo
 * {@code BackendSession}). Binding, unbinding and pushing go to the frontend; {@link #uid()}
 * changes when the frontend has answered.
 *
 * <p>Futures also fail with a {@link io.vertx.serviceproxy.ServiceException} when the frontend is
 * gone or does not answer in time. Confined to the server's context.
 */
@VertxGen
public interface BackendSession extends Session {
}
