package io.pomelo.rpc;

import io.pomelo.cluster.ServerInfo;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Ways of choosing a server, to be used inside route functions:
 *
 * <pre>{@code
 * app.route("chat", r -> Future.succeededFuture(
 *   RouteStrategies.crc32(r.session().uid(), app.getServersByType("chat"))));
 * }</pre>
 *
 * <p>Without a route function servers are chosen by rendezvous hashing (decision D1), which moves
 * few users when servers come and go. Stateless.
 */
public final class RouteStrategies {

  private RouteStrategies() {
  }

  /**
   * pomelo's default route: the checksum of the uid modulo the number of servers (pomelo
   * {@code lib/components/proxy.js}). Nearly every user moves when a server comes or goes, and
   * users without a uid all go to the first server.
   *
   * @param uid a string or an integer; null counts as empty text
   * @param servers the candidates, in id order as the {@code Application} gives them; pomelo had
   *     them in the order of their arrival
   * @return the id of one of the servers
   * @throws IllegalArgumentException when there are no servers
   */
  public static String crc32(Object uid, List<ServerInfo> servers) {
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("servers: none (expected: at least one)");
    }
    long positive = Math.abs((long) checksum(uid == null ? "" : uid.toString()));
    return servers.get((int) (positive % servers.size())).getId();
  }

  /** pomelo's checksum of a text: CRC-32 over the low byte of each UTF-16 code unit, signed. */
  static int checksum(String text) {
    var crc = new CRC32();
    for (int i = 0; i < text.length(); i++) {
      crc.update(text.charAt(i)); // takes the low eight bits
    }
    return (int) crc.getValue();
  }
}
