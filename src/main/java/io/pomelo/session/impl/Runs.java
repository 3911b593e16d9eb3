package io.pomelo.session.impl;

import io.pomelo.cluster.ServerInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which runs of servers are over. A run that no view has listed yet may still be on its way into
 * one, so it is not. Confined to the server's context.
 */
final class Runs {

  private final Set<String> present = new HashSet<>();
  private final Map<String, Long> newest = new HashMap<>();

  void view(List<ServerInfo> servers) {
    present.clear();
    for (ServerInfo server : servers) {
      present.add(server.getId());
      newest.merge(server.getId(), server.getIncarnation(), Math::max);
    }
  }

  boolean isOver(String serverId, long incarnation) {
    long known = newest.getOrDefault(serverId, 0L);
    return known > incarnation || known == incarnation && !present.contains(serverId);
  }
}
