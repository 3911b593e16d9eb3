package io.pomelo.session.impl;

import io.pomelo.cluster.Rendezvous;
import io.pomelo.cluster.ServerInfo;
import java.util.List;

/**
 * Which frontend decides who may have a uid: by rendezvous hashing over the running frontends of
 * one type, so all that see the same cluster name the same one. Confined to the server's context.
 */
final class UidOwner {

  /** How long a new owner of a uid waits for the word of those who hold it, in milliseconds. */
  static final long SETTLE_MILLIS = 500;

  private final ServerInfo self;
  private final long settleNanos;
  private List<ServerInfo> frontends = List.of();
  private List<ServerInfo> before = List.of();
  private long changed;

  UidOwner(ServerInfo self, long settleMillis) {
    this.self = self;
    this.settleNanos = settleMillis * 1_000_000;
  }

  void view(List<ServerInfo> servers) {
    List<ServerInfo> now = servers.stream().filter(server -> server.isFrontend()
      && !server.isStopping() && server.getServerType().equals(self.getServerType())).toList();
    if (!now.equals(frontends)) {
      // A second change in a row: who owned what in between is not looked at, all uids wait.
      before = System.nanoTime() - changed < settleNanos ? List.of() : frontends;
      frontends = now;
      changed = System.nanoTime();
    }
  }

  /** The owner; this server when no view lists any, as while the last one stops. */
  ServerInfo of(Object uid) {
    return of(uid, frontends);
  }

  private ServerInfo of(Object uid, List<ServerInfo> among) {
    String id = Rendezvous.choose((uid instanceof String ? "s" : "i") + uid, among);
    return among.stream().filter(server -> server.getId().equals(id)).findFirst().orElse(self);
  }

  /** Whether others may still have to tell this server, which became the owner, who has a uid. */
  boolean isSettling(Object uid) {
    return System.nanoTime() - changed < settleNanos
      && frontends.stream().anyMatch(server -> !server.getId().equals(self.getId()))
      && (before.isEmpty() || !of(uid, before).getId().equals(self.getId()));
  }

  boolean isSelf(Object uid) {
    return of(uid).getId().equals(self.getId());
  }
}
