package io.pomelo.cluster;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * The membership of a cluster within one JVM: servers on the same {@link Vertx} under the same
 * cluster name find each other. What a server publishes is copied. Thread safe.
 */
public final class LocalMembership implements Membership {

  private static final String DIRECTORIES = "pomelo.directories";
  private static final String INCARNATIONS = "pomelo.incarnations";

  private final Vertx vertx;
  private final LocalDirectory directory;
  private final IncarnationCounter incarnations;

  private LocalMembership(Vertx vertx, LocalDirectory directory, IncarnationCounter incarnations) {
    this.vertx = vertx;
    this.directory = directory;
    this.incarnations = incarnations;
  }

  /**
   * The membership of a cluster.
   *
   * @param vertx the instance its servers run on
   * @param cluster its name; clusters of different names do not see each other. They share one
   *     counter of incarnations, so that servers of the same id never share a bus address
   * @return a membership; all those of one instance and name are the same cluster
   */
  public static LocalMembership of(Vertx vertx, String cluster) {
    var shared = vertx.sharedData();
    return new LocalMembership(vertx,
      shared.<String, LocalDirectory>getLocalMap(DIRECTORIES)
        .computeIfAbsent(cluster, name -> new LocalDirectory()),
      shared.<String, IncarnationCounter>getLocalMap(INCARNATIONS)
        .computeIfAbsent(INCARNATIONS, name -> new IncarnationCounter()));
  }

  @Override
  public Future<Long> nextIncarnation() {
    return Future.succeededFuture(incarnations.next());
  }

  @Override
  public Future<Watch> watch(Handler<List<ServerInfo>> view) {
    Context context = vertx.getOrCreateContext();
    Promise<Watch> watching = Promise.promise();
    Watch watch = directory.watch(context, view);
    context.runOnContext(v -> watching.complete(watch)); // queued behind the first view
    return watching.future();
  }

  @Override
  public Future<Void> join(ServerInfo self) {
    try {
      return back(directory.join(new ServerInfo(self)));
    } catch (IllegalStateException e) {
      return Future.failedFuture(e);
    }
  }

  @Override
  public Future<Void> leave(ServerInfo self) {
    return back(directory.leave(self));
  }

  /** The last watcher to see a change does so on its own context. */
  private Future<Void> back(Future<Void> seen) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> promise = Promise.promise();
    seen.onComplete(result -> context.runOnContext(v -> promise.handle(result)));
    return promise.future();
  }
}
