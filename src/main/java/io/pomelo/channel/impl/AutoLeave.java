package io.pomelo.channel.impl;

import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.Links;
import io.pomelo.session.BackendSession;
import io.pomelo.session.BackendSessionService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Takes a member out of its channel when the last session of that user on that frontend has ended:
 * asks for the sessions, waits for the end of each, and asks again. Confined to the server's
 * context.
 */
final class AutoLeave {

  private static final Logger LOG = System.getLogger("pomelo.channel");
  private static final String NAME = "autoLeave ";

  private final BackendSessionService sessions;

  AutoLeave(BackendSessionService sessions) {
    this.sessions = sessions;
  }

  /** Watches a member; one that has no session, or no longer a frontend, leaves at once. */
  void watch(ChannelImpl channel, Object uid, String frontendId) {
    if (!channel.has(uid, frontendId)) {
      return;
    }
    sessions.getByUid(frontendId, uid).onComplete(found -> {
      if (found.succeeded() && !found.result().isEmpty()) {
        for (BackendSession session : found.result()) {
          sessions.closeHandler(frontendId, session.id(), NAME + channel.name(),
            ended -> watch(channel, uid, frontendId));
        }
      } else if (found.succeeded() || isGone(found.cause())) {
        channel.leave(uid, frontendId);
      } else {
        LOG.log(Level.WARNING, "{0}: {1}@{2} stays, its sessions are not known: {3}", channel, uid,
          frontendId, found.cause().getMessage());
      }
    });
  }

  private static boolean isGone(Throwable failure) {
    return failure instanceof LinkException link
      && (link.failureCode() == Links.UNKNOWN_PEER || link.failureCode() == Links.PEER_LEFT);
  }
}
