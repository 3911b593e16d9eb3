package io.pomelo.impl;

import io.pomelo.cluster.ServerInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The servers a game sees: the members that are not about to stop, and beside them the entries it
 * gave by hand. The membership is the truth about the ids in it; what was given for such an id
 * shows when the member has left. Nothing is routed to an entry given by hand. Confined to the
 * server's context.
 */
final class KnownServers {

  private final Listeners listeners;
  private final Map<String, ServerInfo> given = new LinkedHashMap<>();
  private List<ServerInfo> members = List.of();
  private Map<String, ServerInfo> byId = Map.of();
  private Map<String, List<ServerInfo>> byType = Map.of();

  KnownServers(Listeners listeners) {
    this.listeners = listeners;
  }

  /** Takes over a view of the membership and tells the listeners the difference. */
  void view(List<ServerInfo> servers) {
    Map<String, ServerInfo> before = byId;
    members = servers;
    show();
    // Both before any listener runs, as it may change what is given by hand.
    var removed = before.values().stream()
      .filter(server -> !isSameRun(server, byId.get(server.getId()))).toList();
    var added = byId.values().stream()
      .filter(server -> !server.equals(before.get(server.getId()))).toList();
    listeners.removeServers(removed);
    listeners.addServers(added);
  }

  private static boolean isSameRun(ServerInfo before, ServerInfo now) {
    return now != null && now.getIncarnation() == before.getIncarnation();
  }

  /** Adds entries by hand, or replaces the given ones of the same id. */
  void add(List<ServerInfo> servers) {
    var added = new ArrayList<String>();
    for (ServerInfo server : checked(servers)) {
      given.put(server.getId(), server);
      added.add(server.getId());
    }
    show();
    listeners.addServers(shownAsGiven(added));
  }

  /** Removes entries given by hand; other ids are skipped. */
  void remove(List<String> ids) {
    List<ServerInfo> removed = shownAsGiven(ids);
    given.keySet().removeAll(ids);
    show();
    listeners.removeServers(removed);
  }

  /** Replaces all entries given by hand. */
  void replace(Map<String, ServerInfo> servers) {
    servers.forEach((id, server) -> {
      if (!id.equals(server.getId())) {
        throw new IllegalArgumentException("replaceServers: " + server.getId() + " under key " + id
          + " (expected: its id as the key)");
      }
    });
    List<ServerInfo> copies = checked(servers.values());
    given.clear();
    copies.forEach(server -> given.put(server.getId(), server));
    show();
    listeners.replaceServers(copies);
  }

  private static List<ServerInfo> checked(Collection<ServerInfo> servers) {
    for (ServerInfo server : servers) {
      if (server.getId() == null || server.getServerType() == null) {
        throw new IllegalArgumentException("server: " + server.toJson()
          + " (expected: id and serverType)");
      }
    }
    return servers.stream().map(ServerInfo::new).toList();
  }

  /** Those of the ids whose entry given by hand is the one to be seen, each once. */
  private List<ServerInfo> shownAsGiven(List<String> ids) {
    return ids.stream().distinct().map(given::get)
      .filter(server -> server != null && byId.get(server.getId()) == server).toList();
  }

  private void show() {
    var all = new TreeMap<>(given);
    for (ServerInfo member : members) {
      if (member.isStopping()) {
        all.remove(member.getId());
      } else {
        all.put(member.getId(), member);
      }
    }
    var types = new TreeMap<String, List<ServerInfo>>();
    all.values().forEach(server ->
      types.computeIfAbsent(server.getServerType(), type -> new ArrayList<>()).add(server));
    types.replaceAll((type, list) -> List.copyOf(list));
    byId = Collections.unmodifiableMap(all);
    byType = Collections.unmodifiableMap(types);
  }

  Map<String, ServerInfo> servers() {
    return byId;
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
