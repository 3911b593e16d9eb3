package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.Component;
import io.pomelo.rpc.Remotes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** The typed remotes of this server (pomelo {@code lib/components/remote.js}). */
final class RemoteVerticle implements Component {

  private final Application app;
  private final Remotes registry;
  private final List<Remote<?>> remotes;

  RemoteVerticle(Application app, Remotes registry, List<Remote<?>> remotes) {
    this.app = app;
    this.registry = registry;
    this.remotes = remotes;
  }

  @Override
  public String name() {
    return "__remote__";
  }

  @Override
  public Future<?> deploy(Context context) {
    return Future.all(remotes.stream().map(this::register).toList());
  }

  private <T> Future<Void> register(Remote<T> remote) {
    return registry.register(remote.service(), remote.factory().apply(app));
  }

  @Override
  public Future<?> undeploy(Context context) {
    return registry.close().eventually(registry::drain);
  }

  /** A remote that was registered: its interface and what makes the implementation. */
  record Remote<T>(String serverType, Class<T> service, Function<Application, T> factory) {
  }
}
