package io.pomelo.rpc.impl;

import io.pomelo.RouteRequest;
import io.pomelo.cluster.LocalMembership;
import io.pomelo.cluster.Membership;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The parts of a server that reach others, on a context of their own. */
final class TestServer extends VerticleBase {

  static final long TIMEOUT = 5_000;

  final ServerInfo self;
  final Map<String, Function<RouteRequest, Future<String>>> routes = new HashMap<>();
  final long callTimeout;
  LinksImpl links;
  RpcClient rpc;
  RemoteRegistry remotes;
  Membership membership;
  List<ServerInfo> view = List.of();
  private Deadlines deadlines;
  private Membership.Watch watch;

  private TestServer(String id, String type, long callTimeout) {
    this.self = new ServerInfo().setId(id).setServerType(type);
    this.callTimeout = callTimeout;
  }

  /** A running server, which all others of this Vert.x find. */
  static TestServer start(Vertx vertx, String id, String type) throws Exception {
    return start(vertx, id, type, TIMEOUT);
  }

  static TestServer start(Vertx vertx, String id, String type, long callTimeout)
    throws Exception {
    var server = new TestServer(id, type, callTimeout);
    vertx.deployVerticle(server).await(5, TimeUnit.SECONDS);
    return server;
  }

  /** Waits until a server sees another one or, with incarnation 0, does not. */
  static void sees(TestServer server, String id, long incarnation) throws Exception {
    Promise<Void> seen = Promise.promise();
    server.run(() -> server.membership.watch(view -> {
      long now = view.stream().filter(info -> info.getId().equals(id))
        .mapToLong(ServerInfo::getIncarnation).findFirst().orElse(0);
      if (now == incarnation) {
        seen.tryComplete();
      }
    }));
    seen.future().await(5, TimeUnit.SECONDS);
  }

  @Override
  public Future<?> start() {
    deadlines = new Deadlines(vertx);
    links = new LinksImpl(vertx, self, deadlines);
    remotes = new RemoteRegistry(vertx, self);
    rpc = new RpcClient(vertx, deadlines, new RouterImpl(this::ofType, routes), this::byId,
      this::ofType, new RpcOptions().setTimeout(callTimeout));
    membership = LocalMembership.of(vertx, "test");
    return membership.nextIncarnation()
      .compose(incarnation -> {
        self.setIncarnation(incarnation);
        return links.deploy(context);
      })
      .compose(v -> membership.watch(this::view))
      .compose(watching -> {
        watch = watching;
        return membership.join(self);
      });
  }

  @Override
  public Future<?> stop() {
    return membership.leave(self)
      .compose(v -> {
        watch.close();
        return remotes.close();
      })
      .compose(v -> links.undeploy(context))
      .onComplete(v -> deadlines.close());
  }

  /** Takes over a view; on this server's context. */
  void view(List<ServerInfo> servers) {
    view = servers;
    links.view(servers);
    rpc.view(servers);
  }

  /** Runs an action on this server's context and waits for its result. */
  <T> T run(Supplier<Future<T>> action) throws Exception {
    return begin(action).await(5, TimeUnit.SECONDS);
  }

  /** Runs an action on this server's context. */
  <T> Future<T> begin(Supplier<Future<T>> action) {
    Promise<T> result = Promise.promise();
    context.runOnContext(v -> Future.succeededFuture().compose(w -> action.get())
      .onComplete(result));
    return result.future();
  }

  /** Asks a peer from this server's context. */
  Future<String> ask(String peerId, LinkOp op, String question) {
    return begin(() -> request(peerId, op, question));
  }

  /** Asks a peer; on this server's context. */
  Future<String> request(String peerId, LinkOp op, String question) {
    return links.request(peerId, op, bytes(question), TIMEOUT).map(TestServer::text);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private ServerInfo byId(String id) {
    return view.stream().filter(info -> info.getId().equals(id)).findFirst().orElse(null);
  }

  private List<ServerInfo> ofType(String type) {
    return view.stream().filter(info -> info.getServerType().equals(type)).toList();
  }
}
