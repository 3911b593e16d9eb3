package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The servers a server calls, each with what it still has to answer. Confined to the server's
 * context.
 */
final class RpcPeers {

  private static final String LEFT = "the peer left the cluster";

  private final Vertx vertx;
  private final Deadlines deadlines;
  private final Function<String, ServerInfo> serverById;
  private final Map<String, RemotePeer> peers = new HashMap<>();
  private String closed;

  RpcPeers(Vertx vertx, Deadlines deadlines, Function<String, ServerInfo> serverById) {
    this.vertx = vertx;
    this.deadlines = deadlines;
    this.serverById = serverById;
  }

  /** A running server, or null. */
  ServerInfo server(String serverId) {
    return serverById.apply(serverId);
  }

  /** How many calls to a server wait for an answer. */
  int active(String serverId) {
    RemotePeer peer = peers.get(serverId);
    return peer == null ? 0 : peer.active();
  }

  /** Makes one attempt, on the server the call names. */
  Future<Object> call(RpcCall call, long timeout) {
    String serverId = call.serverId();
    if (closed != null) {
      return LinkException.fail(Links.PEER_LEFT,
        call.subject() + " to " + serverId + ": " + closed);
    }
    ServerInfo server = serverId == null ? null : serverById.apply(serverId);
    if (server == null) {
      return LinkException.fail(Links.UNKNOWN_PEER, call.subject() + " to " + serverId
        + ": no such server (expected: one that is running)");
    }
    RemotePeer peer = peers.get(serverId);
    if (peer == null || peer.incarnation() != server.getIncarnation()) {
      RemotePeer past = peer;
      peer = new RemotePeer(vertx, server, deadlines);
      peers.put(serverId, peer);
      if (past != null) {
        past.close(LEFT);
      }
    }
    return peer.call(call, timeout);
  }

  /** Fails at once all calls, now and later. */
  void close(String reason) {
    closed = reason;
    var open = List.copyOf(peers.values());
    peers.clear();
    open.forEach(peer -> peer.close(reason));
  }

  /** Fails at once the calls to servers that left or came back as another run. */
  void view(List<ServerInfo> servers) {
    var incarnations = new HashMap<String, Long>();
    for (ServerInfo server : servers) {
      incarnations.put(server.getId(), server.getIncarnation());
    }
    var gone = new ArrayList<RemotePeer>();
    for (RemotePeer peer : peers.values()) {
      if (incarnations.getOrDefault(peer.serverId(), 0L) != peer.incarnation()) {
        gone.add(peer);
      }
    }
    gone.forEach(peer -> peers.remove(peer.serverId()));
    gone.forEach(peer -> peer.close(LEFT));
  }
}
