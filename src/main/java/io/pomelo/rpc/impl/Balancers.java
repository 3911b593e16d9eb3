package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.RpcOptions;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Chooses servers by a {@link io.pomelo.rpc.RouterType}. What a way remembers of servers is
 * forgotten when they leave (hazard H8). Confined to the server's context.
 */
final class Balancers {

  private final Function<String, List<ServerInfo>> serversByType;
  private final ToIntFunction<String> active;
  private final Map<String, Integer> turns = new HashMap<>();
  private final Map<String, WeightedTurns> weighted = new HashMap<>();
  private final Map<String, HashRing> rings = new HashMap<>();

  /** {@code active} tells how many calls to a server wait for an answer. */
  Balancers(Function<String, List<ServerInfo>> serversByType, ToIntFunction<String> active) {
    this.serversByType = serversByType;
    this.active = active;
  }

  /** The id of a server; fails when there is none. */
  Future<String> choose(RpcOptions options, String serverType, Object routeParam) {
    List<ServerInfo> servers = serversByType.apply(serverType);
    if (servers.isEmpty()) {
      return LinkException.fail(Links.UNKNOWN_PEER,
        "can not find server info for type:" + serverType);
    }
    String chosen = switch (options.getRouterType()) {
      case RANDOM -> any(servers).getId();
      case ROUND_ROBIN -> {
        int turn = turns.getOrDefault(serverType, 0) % servers.size();
        turns.put(serverType, (turn + 1) % servers.size());
        yield servers.get(turn).getId();
      }
      case WEIGHTED -> weighted.computeIfAbsent(serverType, type -> new WeightedTurns())
        .next(servers);
      case LEAST_ACTIVE -> any(leastActive(servers)).getId();
      case CONSISTENT_HASH -> ring(serverType, servers, options.getReplicas())
        .at(RouterImpl.key(routeParam));
    };
    return chosen != null ? Future.succeededFuture(chosen) : LinkException.fail(Links.UNKNOWN_PEER,
      "servers of type " + serverType + ": weights of 0 (expected: one above 0)");
  }

  private static ServerInfo any(List<ServerInfo> servers) {
    return servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
  }

  private List<ServerInfo> leastActive(List<ServerInfo> servers) {
    var least = new ArrayList<ServerInfo>();
    int fewest = Integer.MAX_VALUE;
    for (ServerInfo server : servers) {
      int calls = active.applyAsInt(server.getId());
      if (calls < fewest) {
        fewest = calls;
        least.clear();
      }
      if (calls == fewest) {
        least.add(server);
      }
    }
    return least;
  }

  private HashRing ring(String serverType, List<ServerInfo> servers, int replicas) {
    String key = serverType + '/' + replicas;
    HashRing ring = rings.get(key);
    if (ring == null || !ring.isOf(servers)) {
      ring = new HashRing(servers, replicas);
      rings.put(key, ring);
    }
    return ring;
  }
}
