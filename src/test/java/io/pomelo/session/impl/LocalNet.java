package io.pomelo.session.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Links between servers of one test that can be cut: every frame arrives within the call. */
final class LocalNet {

  private final Map<String, Map<LinkOp, Links.LinkHandler>> servers = new HashMap<>();
  final Set<String> gone = new HashSet<>();
  final Set<String> mute = new HashSet<>();
  final List<String> frames = new ArrayList<>();

  static ServerInfo server(String id, long incarnation) {
    return new ServerInfo().setId(id).setServerType("connector").setFrontend(true)
      .setIncarnation(incarnation);
  }

  Links links(ServerInfo self) {
    var handlers = new HashMap<LinkOp, Links.LinkHandler>();
    servers.put(self.getId(), handlers);
    return new Links() {

      @Override
      public Future<byte[]> request(String to, LinkOp op, byte[] payload, long timeout) {
        frames.add(op + " " + self.getId() + " " + to);
        if (gone.contains(to) || !servers.containsKey(to)) {
          return LinkException.fail(UNKNOWN_PEER, "gone: " + to);
        }
        if (mute.contains(to)) {
          return LinkException.fail(NO_ANSWER, "mute: " + to);
        }
        return servers.get(to).get(op).handle(self.getId(), payload);
      }

      @Override
      public void send(String to, LinkOp op, byte[] payload) {
        request(to, op, payload, 0);
      }

      @Override
      public void handle(LinkOp op, LinkHandler handler) {
        handlers.put(op, handler);
      }
    };
  }
}
