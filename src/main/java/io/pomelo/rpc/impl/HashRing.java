package io.pomelo.rpc.impl;

import io.pomelo.cluster.Rendezvous;
import io.pomelo.cluster.ServerInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Consistent hashing: servers own the arcs of a ring that end at their points. The same on every
 * JVM; made anew when the servers change. Immutable.
 */
final class HashRing {

  private final List<ServerInfo> servers;
  private final TreeMap<Long, String> points = new TreeMap<>();

  HashRing(List<ServerInfo> servers, int replicas) {
    this.servers = servers;
    for (ServerInfo server : servers) {
      for (int i = 0; i < replicas; i++) {
        points.merge(place(server.getId() + ':' + i), server.getId(), // two at one place: the
          (one, other) -> one.compareTo(other) < 0 ? one : other); // order is of no influence
      }
    }
  }

  /** Whether it is the ring of these; the view keeps its lists until it changes. */
  boolean isOf(List<ServerInfo> others) {
    return servers == others;
  }

  /** The server a text belongs to. */
  String at(String key) {
    Map.Entry<Long, String> point = points.ceilingEntry(place(key));
    return (point == null ? points.firstEntry() : point).getValue();
  }

  private static long place(String text) {
    return Rendezvous.spread(text);
  }
}
