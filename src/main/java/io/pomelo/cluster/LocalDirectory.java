package io.pomelo.cluster;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.shareddata.Shareable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The servers of one cluster within one JVM and who watches them. Its lock covers a change and the
 * hand-over of its view to the contexts of all watchers, which is what keeps views in order; no
 * foreign code runs under it. Thread safe.
 */
final class LocalDirectory implements Shareable {

  private final TreeMap<String, ServerInfo> servers = new TreeMap<>();
  private final List<Watcher> watchers = new ArrayList<>();

  /** Adds a watcher and hands it the present view. */
  synchronized Membership.Watch watch(Context context, Handler<List<ServerInfo>> view) {
    var watcher = new Watcher(context, view);
    watchers.add(watcher);
    watcher.show(List.copyOf(servers.values()));
    return watcher;
  }

  /** Adds a server, or replaces what an earlier or the same run of it published. */
  synchronized Future<Void> join(ServerInfo server) {
    ServerInfo known = servers.get(server.getId());
    if (known != null && known.getIncarnation() > server.getIncarnation()) {
      throw new IllegalStateException("server " + server.getId() + ": incarnation "
        + server.getIncarnation() + " (expected: at least " + known.getIncarnation()
        + ", which is running)");
    }
    servers.put(server.getId(), server);
    return changed();
  }

  /** Removes a server unless a newer run of it is there. */
  synchronized Future<Void> leave(ServerInfo server) {
    ServerInfo known = servers.get(server.getId());
    if (known != null && known.getIncarnation() <= server.getIncarnation()) {
      servers.remove(server.getId());
      return changed();
    }
    return Future.succeededFuture();
  }

  private synchronized void remove(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** Succeeds when every watcher has seen the change. */
  private Future<Void> changed() {
    var view = List.copyOf(servers.values());
    return Future.all(watchers.stream().map(watcher -> watcher.show(view)).toList()).mapEmpty();
  }

  private final class Watcher implements Membership.Watch {

    private final Context context;
    private final Handler<List<ServerInfo>> handler;
    private volatile boolean closed;

    private Watcher(Context context, Handler<List<ServerInfo>> handler) {
      this.context = context;
      this.handler = handler;
    }

    private Future<Void> show(List<ServerInfo> view) {
      Promise<Void> seen = Promise.promise();
      context.runOnContext(v -> {
        try {
          if (!closed) {
            handler.handle(view);
          }
        } finally {
          seen.complete();
        }
      });
      return seen.future();
    }

    @Override
    public void close() {
      closed = true;
      remove(this);
    }
  }
}
