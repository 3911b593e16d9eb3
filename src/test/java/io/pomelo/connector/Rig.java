package io.pomelo.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.impl.ConnectorVerticle;
import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** A connector on a context of its own, and what it told its listener. */
final class Rig implements ClientListener {

  static final long PATIENCE = 5_000;

  final Vertx vertx;
  final ServerInfo self =
    new ServerInfo().setId("connector-1").setServerType("connector").setClientPort(0);
  final ConnectorOptions options = new ConnectorOptions();
  final PushSchedulerOptions push = new PushSchedulerOptions();
  RouteDictionary dictionary = RouteDictionary.empty();
  ProtoSchema serverProtos = ProtoSchema.empty();
  ProtoSchema clientProtos = ProtoSchema.empty();
  ThreadingModel threading = ThreadingModel.EVENT_LOOP;
  /** Runs for each message, on the server's context. */
  BiConsumer<Client, ClientMessage> handler = (client, message) -> { };

  final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<Object> kept = new ArrayList<>();
  private Context context;
  private ConnectorVerticle connector;

  Rig(Vertx vertx) {
    this.vertx = vertx;
  }

  Rig start() {
    await(vertx.deployVerticle(new Server(), new DeploymentOptions().setThreadingModel(threading)));
    return this;
  }

  /** Starts on a port that is configured, not chosen by the system when it listens. */
  int startOnFreePort() {
    for (var attempt = 0; ; attempt++) {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        self.setClientPort(socket.getLocalPort());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      try {
        start();
        return port();
      } catch (IllegalStateException taken) {
        assertTrue(attempt < 5, taken::getMessage); // by somebody else in between
      }
    }
  }

  int port() {
    return connector.actualPort();
  }

  ConnectorVerticle connector() {
    return connector;
  }

  /** Vert.x closes a client with its connections when nobody refers to it any more. */
  <T> T keep(T client) {
    kept.add(client);
    return client;
  }

  /** Runs something on the server's context. */
  <T> T on(Callable<T> code) {
    var done = Promise.<T>promise();
    context.runOnContext(v -> {
      try {
        done.complete(code.call());
      } catch (Exception e) {
        done.fail(e);
      }
    });
    return await(done.future());
  }

  void run(Runnable code) {
    on(() -> {
      code.run();
      return null;
    });
  }

  /** The client that came last. */
  Client lastClient() {
    return on(() -> clients.get(clients.size() - 1));
  }

  void stop() {
    var done = Promise.<Object>promise();
    context.runOnContext(v -> connector.undeploy(context).onComplete(r -> done.complete()));
    await(done.future());
  }

  void expect(String event) {
    assertEquals(event, next());
  }

  void expectOpened() {
    var event = next();
    assertTrue(event != null && event.startsWith("opened "), event);
  }

  /** Waits until something holds on the server's context. */
  void until(BooleanSupplier condition) {
    var holds = Promise.<Void>promise();
    vertx.setPeriodic(5, id -> context.runOnContext(v -> {
      if (condition.getAsBoolean() && holds.tryComplete()) {
        vertx.cancelTimer(id);
      }
    }));
    await(holds.future());
  }

  private String next() {
    try {
      return events.poll(PATIENCE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not done within " + PATIENCE + " ms", e);
    }
  }

  @Override
  public void opened(Client client) {
    checkContext();
    assertNotNull(client.remoteAddress());
    clients.add(client);
    events.add("opened " + client.id());
  }

  @Override
  public void message(Client client, ClientMessage message) {
    checkContext();
    var body = new String(message.bytes(), StandardCharsets.UTF_8);
    events.add("message " + message.id() + " " + message.route() + " " + body);
    handler.accept(client, message);
  }

  @Override
  public void closed(Client client, String reason) {
    checkContext();
    events.add("closed " + client.id() + " " + reason + (client.isWorking() ? " working" : ""));
  }

  private void checkContext() {
    if (Vertx.currentContext() != context) {
      events.add("called on " + Vertx.currentContext() + ", expected " + context);
    }
  }

  private final class Server implements Deployable {

    @Override
    public Future<?> deploy(Context context) {
      Rig.this.context = context;
      connector = new ConnectorVerticle(self, options, push, dictionary, serverProtos, clientProtos,
        new Deadlines(vertx), Rig.this);
      return connector.deploy(context).compose(v -> connector.afterStart());
    }

    @Override
    public Future<?> undeploy(Context context) {
      return connector.undeploy(context);
    }
  }
}
