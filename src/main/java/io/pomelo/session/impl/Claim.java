package io.pomelo.session.impl;

import io.pomelo.rpc.Payload;

/**
 * A uid held for one session of the cluster: by the owner's word, until a claim with a higher epoch
 * takes its place. Immutable.
 *
 * @param uid the user
 * @param frontendId where the session lives
 * @param incarnation the run of that frontend
 * @param number counts the claims of that run, so that a late word about one means no other
 * @param epoch greater than that of any claim the owner knew when it granted this one
 */
record Claim(Object uid, String frontendId, long incarnation, long number, long epoch) {

  /** Without the epoch, which a claim gets by being granted. */
  void writeDemand(Payload to) {
    to.putUid(uid).putLong(incarnation).putLong(number);
  }

  static Claim readDemand(String from, Payload payload) {
    return new Claim(payload.getUid(), from, payload.getLong(), payload.getLong(), 0);
  }

  void write(Payload to) {
    writeDemand(to);
    to.putLong(epoch);
  }

  static Claim read(String from, Payload payload) {
    return readDemand(from, payload).granted(payload.getLong());
  }

  Claim granted(long withEpoch) {
    return new Claim(uid, frontendId, incarnation, number, withEpoch);
  }

  boolean isSame(Claim other) {
    return number == other.number && incarnation == other.incarnation
      && frontendId.equals(other.frontendId) && uid.equals(other.uid);
  }

  /** Two owners may have granted the same epoch; then all agree by the names. */
  boolean isLaterThan(Claim other) {
    if (epoch != other.epoch) {
      return epoch > other.epoch;
    }
    int byName = frontendId.compareTo(other.frontendId);
    return byName != 0 ? byName > 0 : number > other.number;
  }
}
