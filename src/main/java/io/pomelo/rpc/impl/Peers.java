package io.pomelo.rpc.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.time.Deadlines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The links to the peers of one server: at most one for each id, that of its newest known run.
 *
 * <p>Frames and views arrive on different ways, so the frame of a new peer may be here before the
 * view that lists it. Such a peer counts as known at once, for {@link #EARLY_MILLIS} at most until
 * a view lists it. Incarnations only grow, which tells a new peer from one that has left: the
 * latter gets its answers while it finishes its work, and nothing else.
 *
 * <p>Confined to the server's context.
 */
final class Peers {

  /** How long a peer that spoke up counts as known although no view lists it, in milliseconds. */
  static final long EARLY_MILLIS = 10_000;

  private static final String LEFT = "the peer left the cluster";
  private static final String RESTARTED = "the peer left the cluster and came back as another run";

  private final String selfId;
  private final Deadlines deadlines;
  private final BiFunction<String, Long, Link> connect;
  private final Map<String, Link> links = new HashMap<>();
  private final Map<String, Deadlines.Deadline> early = new HashMap<>();
  private final Map<String, Long> left = new HashMap<>();

  Peers(String selfId, Deadlines deadlines, BiFunction<String, Long, Link> connect) {
    this.selfId = selfId;
    this.deadlines = deadlines;
    this.connect = connect;
  }

  /** The link to a peer, or null when it is not known. */
  Link get(String peerId) {
    return links.get(peerId);
  }

  /** All links. */
  List<Link> all() {
    return List.copyOf(links.values());
  }

  /** The link to the sender of a frame, or null when a newer run of it is known. */
  Link sender(String peerId, long incarnation) {
    Link link = links.get(peerId);
    if (link != null && link.incarnation() >= incarnation) {
      return link.incarnation() == incarnation ? link : null;
    }
    if (incarnation <= left.getOrDefault(peerId, 0L)) {
      Link parting = connect.apply(peerId, incarnation);
      parting.close(LEFT);
      return parting;
    }
    Link newer = connect.apply(peerId, incarnation);
    links.put(peerId, newer);
    listed(peerId);
    early.put(peerId, deadlines.after(EARLY_MILLIS, () -> forget(newer)));
    if (link != null) {
      link.close(RESTARTED);
    }
    return newer;
  }

  /** Takes a view over and returns the links to peers that are new in it. */
  List<Link> view(List<ServerInfo> servers) {
    var incarnations = new HashMap<String, Long>();
    for (ServerInfo server : servers) {
      incarnations.put(server.getId(), server.getIncarnation());
    }
    incarnations.remove(selfId);
    var closing = new ArrayList<Link>();
    for (Link link : all()) {
      String id = link.peerId();
      long incarnation = incarnations.getOrDefault(id, 0L);
      boolean behind = incarnation < link.incarnation() && early.containsKey(id);
      if (incarnation != link.incarnation() && !behind) {
        remove(link);
        closing.add(link);
      }
    }
    var opened = new ArrayList<Link>();
    incarnations.forEach((id, incarnation) -> {
      Link link = links.get(id);
      if (link == null) {
        link = connect.apply(id, incarnation);
        links.put(id, link);
        opened.add(link);
      } else if (link.incarnation() == incarnation) {
        listed(id);
      }
    });
    // Last, as those who learn of it may look here.
    for (Link link : closing) {
      link.close(incarnations.containsKey(link.peerId()) ? RESTARTED : LEFT);
    }
    return opened;
  }

  /** Forgets all peers and ends what is on its way to them. */
  void close(String reason) {
    var closing = all();
    links.clear();
    early.values().forEach(Deadlines.Deadline::cancel);
    early.clear();
    closing.forEach(link -> link.close(reason));
  }

  private void forget(Link link) {
    if (links.get(link.peerId()) == link) {
      remove(link);
      link.close("no view of the cluster lists the peer");
    }
  }

  private void remove(Link link) {
    String id = link.peerId();
    links.remove(id);
    listed(id);
    left.merge(id, link.incarnation(), Math::max);
  }

  private void listed(String peerId) {
    Deadlines.Deadline waiting = early.remove(peerId);
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
