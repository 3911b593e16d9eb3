package io.pomelo.connector.impl;

import io.pomelo.Component;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.ClientListener;
import io.pomelo.connector.Connector;
import io.pomelo.connector.ConnectorOptions;
import io.pomelo.connector.PushRequest;
import io.pomelo.connector.PushScheduler;
import io.pomelo.connector.PushSchedulerOptions;
import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The connector of a frontend: listens, admits clients up to {@code max-connections} and closes
 * them when the server stops (pomelo {@code components/connector} and
 * {@code connectors/hybridconnector}). Confined to the server's context.
 */
public final class ConnectorVerticle implements Component, Connector {

  /** The name of this component. */
  public static final String NAME = "__connector__";

  private static final Logger LOG = System.getLogger("pomelo.connector");
  /** Refused clients may come back at once and in any number: they are logged together. */
  private static final long REFUSALS_NANOS = 10_000_000_000L;

  private final ServerInfo self;
  private final int maxConnections;
  private final ConnectorOptions options;
  private final PushSchedulerOptions push;
  private final RouteDictionary dictionary;
  private final ProtoSchema serverProtos;
  private final ProtoSchema clientProtos;
  private final Deadlines deadlines;
  private final ClientListener listener;
  private final ClientCodec codec;
  /** Every open socket, also of those that never spoke and those that were refused. */
  private final Set<ClientConnection> sockets = new HashSet<>();

  private Context context;
  private Handshake handshake;
  private PushSchedulers schedulers;
  private HybridSwitch door;
  private boolean stopping;
  private int connections;
  private long refused;
  private long refusalsLogged;
  private long lastId;

  /**
   * The connector of a server; nothing happens before it is deployed.
   *
   * @param self the server, with host, client port and connection limit
   * @param options how to talk to clients
   * @param push when to write pushes and answers
   * @param dictionary the routes with codes, empty when the options switch it off
   * @param serverProtos the schemas of bodies to clients, empty when switched off
   * @param clientProtos the schemas of bodies from clients, empty when switched off
   * @param deadlines the server's
   * @param listener told of clients and their messages
   */
  public ConnectorVerticle(ServerInfo self, ConnectorOptions options, PushSchedulerOptions push,
    RouteDictionary dictionary, ProtoSchema serverProtos, ProtoSchema clientProtos,
    Deadlines deadlines, ClientListener listener) {
    this.self = self;
    this.maxConnections = self.getMaxConnections();
    this.options = new ConnectorOptions(options);
    this.push = new PushSchedulerOptions(push);
    this.dictionary = dictionary;
    this.serverProtos = serverProtos;
    this.clientProtos = clientProtos;
    this.deadlines = deadlines;
    this.listener = listener;
    this.codec = new ClientCodec(self.getId(), dictionary, serverProtos, clientProtos);
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Prepares to listen; {@link #afterStart()} does.
   *
   * @param context the server's context
   * @return done; fails with an {@link IllegalArgumentException} when a push scheduler is unknown
   */
  @Override
  public Future<?> deploy(Context context) {
    this.context = context;
    handshake =
      new Handshake(self.getId(), options, dictionary, serverProtos, clientProtos, context);
    schedulers = new PushSchedulers(self.getId(), push, context.owner());
    return Future.succeededFuture();
  }

  /**
   * Listens on the server's host and client port.
   *
   * @return completes on the server's context when clients can connect; fails with an
   *     {@link IllegalStateException} that names host and port when they are taken
   */
  @Override
  public Future<?> afterStart() {
    var port = self.getClientPort();
    if (port < 0 || port > 0xFFFF) {
      return Future.failedFuture(new IllegalStateException(
        "clientPort " + port + " of " + self.getId() + ", expected 0 to 65535"));
    }
    door = new HybridSwitch(context, options, this::accept);
    return onContext(door.listen(self.getHost(), port)).onSuccess(done ->
      LOG.log(Level.INFO, "[" + self.getId() + "] clients connect to " + self.getHost() + ":"
        + door.port()));
  }

  /**
   * Stops listening and kicks every client with reason {@code shutdown}, its queue flushed before.
   *
   * @param context the server's context
   * @return completes on the server's context when every socket is closed, at the latest a moment
   *     after {@link Wire#LINGER_MILLIS}; never fails
   */
  @Override
  public Future<?> undeploy(Context context) {
    if (door == null) {
      if (schedulers != null) {
        schedulers.close();
      }
      return Future.succeededFuture();
    }
    stopping = true;
    var closed = door.shutdown();
    List.copyOf(sockets).forEach(client -> client.kick("shutdown"));
    schedulers.close();
    return onContext(closed.otherwiseEmpty());
  }

  /** The one place where futures of the network come back to the server's context. */
  private <T> Future<T> onContext(Future<T> future) {
    var promise = Promise.<T>promise();
    future.onComplete(result -> context.runOnContext(back -> promise.handle(result)));
    return promise.future();
  }

  private Wire.Reader accept(Wire wire) {
    var client = new ClientConnection(this, wire, ++lastId);
    sockets.add(client);
    if (stopping) {
      client.kick(null);
    }
    return client;
  }

  /** Counts a client that spoke, unless the server is full (H13). */
  boolean admit(ClientConnection client) {
    if (maxConnections >= 0 && connections >= maxConnections) {
      refused(client);
      return false;
    }
    connections++;
    return true;
  }

  private void refused(ClientConnection client) {
    var now = System.nanoTime();
    if (refused++ == 0 || now - refusalsLogged > REFUSALS_NANOS) {
      refusalsLogged = now;
      LOG.log(Level.WARNING, "[" + self.getId() + "] client " + client.id() + " refused: "
        + connections + " are connected, expected fewer than " + maxConnections
        + " (refused so far: " + refused + ")");
    }
  }

  /** A client that was admitted ended. Its listener hears of it in a turn of its own. */
  void release(ClientConnection client, String reason) {
    connections--;
    schedulers.closed(client);
    context.runOnContext(later -> listener.closed(client, reason));
  }

  /** A socket is closed. */
  void gone(ClientConnection client) {
    sockets.remove(client);
  }

  @Override
  public int actualPort() {
    return door == null ? -1 : door.port();
  }

  @Override
  public int connectionCount() {
    return connections;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProtocolException also when the body does not fit into a package
   */
  @Override
  public byte[] encodePush(String route, byte[] json) {
    return codec.push(route, json);
  }

  @Override
  public PushScheduler scheduler(PushRequest message) {
    return schedulers.of(message);
  }

  PushSchedulers schedulers() {
    return schedulers;
  }

  String serverId() {
    return self.getId();
  }

  ConnectorOptions options() {
    return options;
  }

  Deadlines deadlines() {
    return deadlines;
  }

  ClientListener listener() {
    return listener;
  }

  ClientCodec codec() {
    return codec;
  }

  Handshake handshake() {
    return handshake;
  }
}
