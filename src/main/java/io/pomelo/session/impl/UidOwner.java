package io.pomelo.session.impl;

import io.pomelo.cluster.Rendezvous;
import io.pomelo.cluster.ServerInfo;
import java.util.List;

/**
 * Which frontend decides who may have a uid: by rendezvous hashing over the running frontends of
 * one type, so all that see the same cluster name the same one. Confined to the server's context.
 */
final class UidOwner {

  private final ServerInfo self;
  private List<ServerInfo> frontends = List.of();

  UidOwner(ServerInfo self) {
    this.self = self;
  }

  void view(List<ServerInfo> servers) {
    frontends = servers.stream().filter(server -> server.isFrontend() && !server.isStopping()
      && server.getServerType().equals(self.getServerType())).toList();
  }

  /** The owner; this server when no view lists any, as while the last one stops. */
  ServerInfo of(Object uid) {
    String id = Rendezvous.choose((uid instanceof String ? "s" : "i") + uid, frontends);
    return frontends.stream().filter(server -> server.getId().equals(id)).findFirst().orElse(self);
  }

  boolean isSelf(Object uid) {
    return of(uid).getId().equals(self.getId());
  }
}
