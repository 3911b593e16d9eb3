package io.pomelo.impl;

import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The running servers as this server sees them, by id and by type, each in id order. One that is
 * about to stop is a member still, so that it can answer what it accepted, but nothing new is
 * routed to it. Confined to the server's context.
 */
final class ClusterView {

  private final List<Handler<List<ServerInfo>>> watchers = new ArrayList<>();
  private Map<String, ServerInfo> members = Map.of();
  private Map<String, ServerInfo> byId = Map.of();
  private Map<String, List<ServerInfo>> byType = Map.of();

  /** Adds a part of the server that wants to see each view. */
  void watch(Handler<List<ServerInfo>> watcher) {
    watchers.add(watcher);
  }

  void update(List<ServerInfo> servers) {
    var all = new LinkedHashMap<String, ServerInfo>();
    var ids = new LinkedHashMap<String, ServerInfo>();
    var types = new TreeMap<String, List<ServerInfo>>();
    for (ServerInfo server : servers) {
      all.put(server.getId(), server);
      if (!server.isStopping()) {
        ids.put(server.getId(), server);
        types.computeIfAbsent(server.getServerType(), type -> new ArrayList<>()).add(server);
      }
    }
    members = all;
    types.replaceAll((type, list) -> List.copyOf(list));
    byId = Collections.unmodifiableMap(ids);
    byType = Collections.unmodifiableMap(types);
    watchers.forEach(watcher -> watcher.handle(servers));
  }

  Map<String, ServerInfo> servers() {
    return byId;
  }

  /** The ids of all members, also of those that are about to stop. */
  Set<String> members() {
    return members.keySet();
  }

  /** A member, also one that is about to stop and still answers what it was asked. */
  ServerInfo member(String id) {
    return members.get(id);
  }

  ServerInfo server(String id) {
    return byId.get(id);
  }

  List<ServerInfo> ofType(String type) {
    return byType.getOrDefault(type, List.of());
  }

  List<String> types() {
    return List.copyOf(byType.keySet());
  }
}
