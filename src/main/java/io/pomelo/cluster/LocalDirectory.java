package io.pomelo.cluster;

import io.vertx.core.Context;
import io.vertx.core.Handler;
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
  synchronized void join(ServerInfo server) {
    ServerInfo known = servers.get(server.getId());
    if (known != null && known.getIncarnation() > server.getIncarnation()) {
      throw new IllegalStateException("server " + server.getId() + ": incarnation "
        + server.getIncarnation() + " (expected: at least " + known.getIncarnation()
        + ", which is running)");
    }
    servers.put(server.getId(), server);
    changed();
  }

  /** Removes a server unless a newer run of it is there. */
  synchronized void leave(ServerInfo server) {
    ServerInfo known = servers.get(server.getId());
    if (known != null && known.getIncarnation() <= server.getIncarnation()) {
      servers.remove(server.getId());
      changed();
    }
  }

  private synchronized void remove(Watcher watcher) {
    watchers.remove(watcher);
  }

  private void changed() {
    var view = List.copyOf(servers.values());
    for (Watcher watcher : watchers) {
      watcher.show(view);
    }
  }

  private final class Watcher implements Membership.Watch {

    private final Context context;
    private final Handler<List<ServerInfo>> handler;
    private volatile boolean closed;

    private Watcher(Context context, Handler<List<ServerInfo>> handler) {
      this.context = context;
      this.handler = handler;
    }

    private void show(List<ServerInfo> view) {
      context.runOnContext(v -> {
        if (!closed) {
          handler.handle(view);
        }
      });
    }

    @Override
    public void close() {
      closed = true;
      remove(this);
    }
  }
}
