package io.pomelo.examples.chat;

import io.pomelo.cluster.ServerInfo;
import java.util.List;

/** One of several servers for a key: always the same one while the servers are the same. */
final class Choice {

  private Choice() {
  }

  /**
   * Chooses.
   *
   * @param key a name
   * @param servers in id order, so that everybody chooses alike; not empty
   */
  static ServerInfo of(String key, List<ServerInfo> servers) {
    return servers.get(Math.floorMod(key.hashCode(), servers.size()));
  }
}
