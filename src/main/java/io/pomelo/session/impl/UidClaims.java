package io.pomelo.session.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The claims of this frontend's sessions to their uids: asked for at the owner of the uid, told to
 * the next owner when the cluster changes, given up with the session. Owners that do not answer are
 * asked again, also elsewhere, as the views of two servers may differ for a moment. Confined to the
 * frontend's context.
 */
final class UidClaims {

  private static final Logger LOG = System.getLogger("pomelo.session");
  private static final long ANSWER_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 100;
  /** How long a bind looks for an owner that answers. */
  private static final long CLAIM_MILLIS = 5_000;
  /** How long an owner is told of a release: not knowing, it would refuse the user for ever. */
  private static final long RELEASE_MILLIS = 60_000;
  private static final int KEEPS_OF_A_FRAME = 500;

  private final ServerInfo self;
  private final Links links;
  private final Deadlines deadlines;
  private final UidOwner owner;
  private final ClaimTable table;
  private final Map<Long, Held> held = new HashMap<>();
  private long lastNumber;
  private boolean sweeping;

  UidClaims(ServerInfo self, Links links, Deadlines deadlines) {
    this(self, links, deadlines, UidOwner.SETTLE_MILLIS);
  }

  UidClaims(ServerInfo self, Links links, Deadlines deadlines, long settleMillis) {
    this.self = self;
    this.links = links;
    this.deadlines = deadlines;
    this.owner = new UidOwner(self, settleMillis);
    this.table = new ClaimTable(self.getId(), owner, links);
  }

  /** A granted claim of a session, and the run of a frontend that knows of it. */
  private static final class Held {

    private final Claim claim;
    private final Handler<Claim> lost;
    private String knownBy;

    private Held(Claim claim, Handler<Claim> lost, String knownBy) {
      this.claim = claim;
      this.lost = lost;
      this.knownBy = knownBy;
    }
  }

  void register() {
    table.register();
    links.handle(LinkOp.UID_SUPERSEDED, (from, payload) -> {
      lose(Payload.read(payload).getLong());
      return Future.succeededFuture(new byte[0]);
    });
  }

  void view(List<ServerInfo> servers) {
    owner.view(servers);
    table.view(servers);
    sweep();
  }

  ClaimTable table() {
    return table;
  }

  /**
   * Claims a uid for a session; {@code lost} gets the claim when a later one takes its place.
   * Fails with the owner's refusal, or when there is no answer of any owner.
   */
  Future<Claim> claim(Object uid, boolean kickOld, Handler<Claim> lost) {
    var demand = new Claim(uid, self.getId(), self.getIncarnation(), ++lastNumber, 0);
    var question = Payload.write(48);
    demand.writeDemand(question);
    question.putFlag(kickOld);
    String[] asked = new String[1];
    return ask(LinkOp.UID_CLAIM, uid, question.toBytes(), until(CLAIM_MILLIS), asked)
      .onFailure(failure -> {
        if (failure instanceof LinkException) { // it may have been granted all the same
          release(demand);
        }
      })
      .map(answer -> {
        Claim granted = demand.granted(Payload.read(answer).getLong());
        held.put(granted.number(), new Held(granted, lost, asked[0]));
        sweep();
        return granted;
      });
  }

  /** Gives a claim up; succeeds when the owner knows, or cannot be told. */
  Future<Void> release(Claim claim) {
    held.remove(claim.number());
    var word = Payload.write(48);
    claim.writeDemand(word);
    return ask(LinkOp.UID_RELEASE, claim.uid(), word.toBytes(), until(RELEASE_MILLIS),
      new String[1])
      .onFailure(failure -> LOG.log(Level.WARNING, "[{0}] the owner of {1} was not told of its "
        + "release: {2}", self.getId(), claim.uid(), failure.getMessage()))
      .transform(told -> Future.succeededFuture());
  }

  private Future<byte[]> ask(LinkOp op, Object uid, byte[] question, long until, String[] asked) {
    ServerInfo target = owner.of(uid);
    asked[0] = run(target);
    return links.request(target.getId(), op, question, ANSWER_MILLIS).recover(failure -> {
      boolean elsewhere = failure instanceof LinkException
        || failure instanceof ServiceException refused
        && refused.failureCode() == ClaimTable.NOT_OWNER;
      if (!elsewhere || System.nanoTime() - until > 0) {
        return Future.failedFuture(failure);
      }
      Promise<byte[]> answer = Promise.promise();
      deadlines.after(RETRY_MILLIS, () ->
        ask(op, uid, question, until, asked).onComplete(answer));
      return answer.future();
    });
  }

  private static long until(long millis) {
    return System.nanoTime() + millis * 1_000_000;
  }

  private static String run(ServerInfo server) {
    return server.getId() + '#' + server.getIncarnation();
  }

  private void lose(long number) {
    Held gone = held.remove(number);
    if (gone != null) {
      gone.lost.handle(gone.claim);
    }
  }

  /** Tells owners of the claims they do not know of yet. */
  private void sweep() {
    Map<String, List<Held>> unknown = new HashMap<>();
    for (Held one : held.values()) {
      ServerInfo target = owner.of(one.claim.uid());
      if (!run(target).equals(one.knownBy)) {
        one.knownBy = run(target);
        unknown.computeIfAbsent(target.getId(), id -> new ArrayList<>()).add(one);
      }
    }
    unknown.forEach((id, all) -> {
      for (int from = 0; from < all.size(); from += KEEPS_OF_A_FRAME) {
        keep(id, all.subList(from, Math.min(all.size(), from + KEEPS_OF_A_FRAME)));
      }
    });
  }

  private void keep(String ownerId, List<Held> some) {
    String told = some.get(0).knownBy;
    var question = Payload.write(48 * some.size());
    some.forEach(one -> one.claim.write(question));
    links.request(ownerId, LinkOp.UID_KEEP, question.toBytes(), ANSWER_MILLIS)
      .onSuccess(answer -> {
        var later = Payload.read(answer);
        while (later.hasMore()) {
          lose(later.getLong());
        }
      })
      .onFailure(failure -> {
        some.stream().filter(one -> told.equals(one.knownBy)).forEach(one -> one.knownBy = null);
        if (!sweeping) {
          sweeping = true;
          deadlines.after(RETRY_MILLIS, () -> {
            sweeping = false;
            sweep();
          });
        }
      });
  }
}
