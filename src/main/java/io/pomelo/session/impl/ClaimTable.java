package io.pomelo.session.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.vertx.core.Future;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The owner's side of the single session of a cluster: who holds the uids this frontend owns. The
 * demands for one uid are decided one after another. Confined to the frontend's context.
 */
final class ClaimTable {

  /** Failure code: the asked server is not, or not yet, the owner, as it sees the cluster. */
  static final int NOT_OWNER = 421;
  /** How long the frontend of an old session may take to kick it, in milliseconds. */
  static final long KICK_MILLIS = 3_000;

  private static final Logger LOG = System.getLogger("pomelo.session");
  private static final byte[] NOTHING = {};

  private final String selfId;
  private final UidOwner owner;
  private final Links links;
  private final Runs runs = new Runs();
  private final Map<Object, Claim> claims = new HashMap<>();
  private final Map<Object, Future<?>> turns = new HashMap<>();
  private long lastEpoch;

  ClaimTable(String selfId, UidOwner owner, Links links) {
    this.selfId = selfId;
    this.owner = owner;
    this.links = links;
  }

  void register() {
    links.handle(LinkOp.UID_CLAIM, (from, payload) -> {
      var question = Payload.read(payload);
      Claim demand = Claim.readDemand(from, question);
      boolean kickOld = question.getFlag();
      return inTurn(demand.uid(), () -> grant(demand, kickOld))
        .map(epoch -> Payload.write(16).putLong(epoch).toBytes());
    });
    links.handle(LinkOp.UID_KEEP, (from, payload) -> keep(from, Payload.read(payload)));
    links.handle(LinkOp.UID_RELEASE, (from, payload) -> {
      Claim released = Claim.readDemand(from, Payload.read(payload));
      return inTurn(released.uid(), () -> {
        claims.computeIfPresent(released.uid(), (uid, held) -> held.isSame(released) ? null : held);
        return Future.succeededFuture(NOTHING);
      });
    });
  }

  /** Forgets what others own now, and what was held on frontends that left. */
  void view(List<ServerInfo> servers) {
    runs.view(servers);
    claims.values().removeIf(claim -> !owner.isSelf(claim.uid()) || isOver(claim));
  }

  int size() {
    return claims.size();
  }

  private boolean isOver(Claim claim) {
    return runs.isOver(claim.frontendId(), claim.incarnation());
  }

  /** Lets one demand for a uid wait for the end of the one before. */
  private <T> Future<T> inTurn(Object uid, Supplier<Future<T>> demand) {
    Future<?> before = turns.get(uid);
    if (before == null) {
      Future<T> done = demand.get();
      return done.isComplete() ? done : last(uid, done);
    }
    return last(uid, before.transform(ended -> demand.get()));
  }

  private <T> Future<T> last(Object uid, Future<T> turn) {
    turns.put(uid, turn);
    turn.onComplete(ended -> turns.remove(uid, turn));
    return turn;
  }

  private Future<Long> grant(Claim demand, boolean kickOld) {
    if (!owner.isSelf(demand.uid()) || isOver(demand)) {
      return notOwner(demand.uid());
    }
    Claim held = claims.get(demand.uid());
    if (held == null) {
      if (owner.isSettling(demand.uid())) {
        return ServiceException.fail(NOT_OWNER, "uid " + demand.uid() + " on " + selfId
          + ", its owner only now (expected: a question in a moment)");
      }
      // Epochs of a uid grow also when another server with a table of its own owned it before.
      lastEpoch = Math.max(lastEpoch + 1, System.currentTimeMillis());
      claims.put(demand.uid(), demand.granted(lastEpoch));
      return Future.succeededFuture(lastEpoch);
    }
    if (held.isSame(demand)) {
      return Future.succeededFuture(held.epoch());
    }
    if (!kickOld) {
      return ServiceException.fail(SessionVerticle.REFUSED, "singleSession is enabled, and session "
        + "has already bind with uid: " + demand.uid());
    }
    return supersede(held).transform(kicked -> {
      claims.remove(demand.uid(), held);
      return grant(demand, true);
    });
  }

  /** Takes over what was granted by the owner before. The later claim to a uid stays. */
  private Future<byte[]> keep(String from, Payload question) {
    var answer = Payload.write(16);
    while (question.hasMore()) {
      Claim kept = Claim.read(from, question);
      Object uid = kept.uid();
      if (!owner.isSelf(uid) || isOver(kept)) {
        return notOwner(uid);
      }
      lastEpoch = Math.max(lastEpoch, kept.epoch());
      Claim held = claims.get(uid);
      if (held == null || held.isSame(kept)) {
        claims.put(uid, kept);
      } else if (kept.isLaterThan(held)) {
        claims.put(uid, kept);
        supersede(held);
      } else {
        answer.putLong(kept.number());
      }
    }
    return Future.succeededFuture(answer.toBytes());
  }

  /** Tells the frontend of a claim that it is over; done also when that does not answer. */
  private Future<?> supersede(Claim claim) {
    return links.request(claim.frontendId(), LinkOp.UID_SUPERSEDED,
      Payload.write(16).putLong(claim.number()).toBytes(), KICK_MILLIS)
      .onFailure(failure -> LOG.log(Level.WARNING, "[{0}] the old session of {1} on {2} may still "
        + "be bound: {3}", selfId, claim.uid(), claim.frontendId(), failure.getMessage()));
  }

  private <T> Future<T> notOwner(Object uid) {
    return ServiceException.fail(NOT_OWNER, "uid " + uid + " on " + selfId
      + " (expected: on " + owner.of(uid).getId() + ", its owner)");
  }
}
