package io.pomelo.impl;

import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of the cluster as this server sees them, by id and by type in id order. One that is
 * about to stop is a member still, so that it can answer what it accepted, but nothing new is
 * routed to it. Confined to the server's context.
 */
final class ClusterView {

  private final List<Handler<List<ServerInfo>>> watchers = new ArrayList<>();
  private final Map<String, ServerInfo> members = new HashMap<>();
  private final Map<String, List<ServerInfo>> running = new HashMap<>();

  /** Adds a part of the server that wants to see each view. */
  void watch(Handler<List<ServerInfo>> watcher) {
    watchers.add(watcher);
  }

  void update(List<ServerInfo> servers) {
    members.clear();
    running.clear();
    for (ServerInfo server : servers) {
      members.put(server.getId(), server);
      if (!server.isStopping()) {
        running.computeIfAbsent(server.getServerType(), type -> new ArrayList<>()).add(server);
      }
    }
    running.replaceAll((type, list) -> List.copyOf(list));
    watchers.forEach(watcher -> watcher.handle(servers));
  }

  /** The ids of all members, also of those that are about to stop. */
  Set<String> members() {
    return Set.copyOf(members.keySet());
  }

  /** A member, also one that is about to stop and still answers what it was asked. */
  ServerInfo member(String id) {
    return members.get(id);
  }

  /** The members of a type that something new may be routed to. */
  List<ServerInfo> ofType(String type) {
    return running.getOrDefault(type, List.of());
  }
}
