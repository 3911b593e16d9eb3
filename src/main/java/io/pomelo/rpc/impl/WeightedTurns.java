package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Round robin by weight, spread out: every turn each server gains its weight, the one that has
 * gathered most is chosen and pays what all have gained. With weights 2 and 1 that is a, b, a.
 * Confined to the server's context.
 */
final class WeightedTurns {

  private Map<String, Long> gathered = new HashMap<>();

  /** The next server; null when none has a weight above 0. */
  String next(List<ServerInfo> servers) {
    var now = new HashMap<String, Long>(); // without those that left
    String best = null;
    long total = 0;
    for (ServerInfo server : servers) {
      long weight = weight(server);
      if (weight > 0) {
        total += weight;
        now.put(server.getId(), gathered.getOrDefault(server.getId(), 0L) + weight);
        if (best == null || now.get(server.getId()) > now.get(best)) {
          best = server.getId();
        }
      }
    }
    if (best != null) {
      now.merge(best, -total, Long::sum);
    }
    gathered = now;
    return best;
  }

  private static long weight(ServerInfo server) {
    return server.get("weight") instanceof Number weight ? Math.max(0, weight.intValue()) : 1;
  }
}
