package io.pomelo.session.impl;

import io.pomelo.channel.BroadcastCandidate;
import io.pomelo.channel.PushOptions;
import io.pomelo.session.FrontendSession;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;

/** The game's filter in one broadcast. Confined to the frontend's context. */
final class BroadcastFilter {

  private static final Logger LOG = System.getLogger("pomelo.channel");

  private final Function<BroadcastCandidate, Boolean> filter;
  private final String route;
  private final Object message;
  private final Object param;
  private int failures;
  private Throwable first;

  BroadcastFilter(Function<BroadcastCandidate, Boolean> filter, String route, byte[] body,
    PushOptions push) {
    this.filter = filter;
    this.route = route;
    this.message = Json.decodeValue(Buffer.buffer(body));
    this.param = push.getFilterParam();
  }

  /** Whether a session gets the broadcast. */
  boolean takes(FrontendSession session) {
    try {
      return Boolean.TRUE.equals(
        filter.apply(new BroadcastCandidate(session, route, message, param)));
    } catch (Throwable e) { // Kotlin throws what Java would have to declare
      failures++;
      first = first == null ? e : first;
      return false;
    }
  }

  /** Says once for the whole broadcast what went wrong. */
  void log(String serverId) {
    if (first != null) {
      LOG.log(Level.ERROR, "[" + serverId + "] the broadcast filter failed for " + failures
        + " sessions, which did not get " + route + "; the first failure:", first);
    }
  }
}
