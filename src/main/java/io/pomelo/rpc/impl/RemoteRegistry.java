package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.Remotes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceBinder;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * The typed remotes one server offers, each on an address of its own. Whatever an implementation
 * does wrong, thrown or failed, becomes the failure of that one call (hazards H4 and H5): a
 * {@link ServiceException} reaches the caller with code, text and debug information, anything else
 * is logged here and reaches it as code 500 with {@code {type, message}} as debug information, as
 * its text is not meant for clients (decision D6).
 *
 * <p>Confined to the server's context; implementations run there.
 */
public final class RemoteRegistry implements Remotes {

  private static final Logger LOG = System.getLogger("pomelo.rpc");

  private final Vertx vertx;
  private final ServerInfo self;
  private final List<MessageConsumer<JsonObject>> consumers = new ArrayList<>();
  private ServerContext context;
  private int calls;
  private Promise<Void> idle;

  /**
   * The remotes of a server.
   *
   * @param vertx the instance the server runs on
   * @param self the server; its incarnation is read when a remote is registered
   */
  public RemoteRegistry(Vertx vertx, ServerInfo self) {
    this.vertx = vertx;
    this.self = self;
  }

  /**
   * Registers a remote.
   *
   * @param service a {@code @ProxyGen} interface
   * @param implementation what is called
   * @param <T> the type of the service
   * @return succeeds when every node of the cluster can reach it; completes on the server's context
   * @throws IllegalArgumentException when the class is no {@code @ProxyGen} interface
   */
  @Override
  public <T> Future<Void> register(Class<T> service, T implementation) {
    RemoteType type = RemoteType.of(service);
    context = ServerContext.of(vertx.getOrCreateContext());
    T guarded = service.cast(Proxy.newProxyInstance(service.getClassLoader(),
      new Class<?>[] {service}, (proxy, method, args) ->
        method.getDeclaringClass() == Object.class
          ? RemoteType.callObject(proxy, method, args, type.name() + " on " + self.getId())
          : guard(type, implementation, method, args)));
    MessageConsumer<JsonObject> consumer = new ServiceBinder(vertx)
      .setAddress(BusAddress.rpc(self.getId(), self.getIncarnation(), service))
      .register(service, guarded);
    consumers.add(consumer);
    return consumer.completion();
  }

  /**
   * Takes all remotes off the bus. Calls in progress still get their answers.
   *
   * @return succeeds when all addresses are closed
   */
  @Override
  public Future<Void> close() {
    var closing = consumers.stream().map(MessageConsumer::unregister).toList();
    consumers.clear();
    return Future.join(closing).mapEmpty();
  }

  @Override
  public Future<Void> drain() {
    if (calls == 0) {
      return Future.succeededFuture();
    }
    idle = Promise.promise();
    return idle.future();
  }

  /** The bus hands over on a duplicate of the context; a remote shall find the server's own. */
  private Future<?> guard(RemoteType type, Object implementation, Method method, Object[] args) {
    Promise<Object> answer = Promise.promise();
    String subject = type.name() + '.' + method.getName();
    calls++;
    context.later(v -> context.whenDone(type.call(implementation, method, args), result -> {
      if (result.succeeded()) {
        answer.complete(result.result());
      } else if (RemoteType.answers(method)) {
        answer.fail(LinkFailure.seen(self.getId(), subject, result.cause()));
      } else {
        LOG.log(Level.ERROR, "[" + self.getId() + "] " + subject + " failed", result.cause());
      }
      // Later: the answer shall be on its way before anybody hears that nothing is in progress.
      context.later(after -> answered());
    }));
    return RemoteType.answers(method) ? answer.future() : null;
  }

  private void answered() {
    calls--;
    if (calls == 0 && idle != null) {
      idle.tryComplete();
    }
  }
}
