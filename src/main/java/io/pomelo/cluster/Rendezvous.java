package io.pomelo.cluster;

import io.vertx.codegen.annotations.Nullable;
import java.util.List;

/**
 * Rendezvous hashing: every server gets a score for the key, and the highest wins. A server that
 * joins takes only the keys it now wins, one that leaves gives up only its own, and the order of
 * the list is of no influence (decision D1; hazard H10). The same on every JVM. Stateless.
 *
 * <p>Not a part of the API a game uses: it is how requests find their server without a route
 * function.
 */
public final class Rendezvous {

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private Rendezvous() {
  }

  /**
   * Chooses the server for a key.
   *
   * @param key any text
   * @param servers the candidates, in any order
   * @return the id of one of them, or null when there are none
   */
  @Nullable
  public static String choose(String key, List<ServerInfo> servers) {
    long keyHash = hash(key);
    String best = null;
    long bestScore = 0;
    for (ServerInfo server : servers) {
      String id = server.getId();
      long score = mix(keyHash ^ mix(hash(id)));
      if (best == null || score > bestScore || score == bestScore && id.compareTo(best) < 0) {
        best = id;
        bestScore = score;
      }
    }
    return best;
  }

  /**
   * Spreads texts over all 64-bit numbers, the same in every JVM.
   *
   * @param text any text
   * @return its number
   */
  public static long spread(String text) {
    return mix(hash(text));
  }

  /** FNV-1a of both bytes of each code unit. */
  static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hash = (hash ^ c & 0xFF) * FNV_PRIME;
      hash = (hash ^ c >>> 8) * FNV_PRIME;
    }
    return hash;
  }

  /** Spreads what differs in few bits over all of them (the finalizer of MurmurHash3). */
  static long mix(long bits) {
    long mixed = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
