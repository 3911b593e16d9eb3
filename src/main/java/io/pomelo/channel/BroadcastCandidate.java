package io.pomelo.channel;

import io.pomelo.session.FrontendSession;
import io.vertx.codegen.annotations.Nullable;

/**
 * A session a broadcast may go to, as the filter of {@link ChannelOptions} sees it.
 *
 * <p>A plain record, as only the Java form of the options takes a filter.
 *
 * @param session a snapshot of the session
 * @param route the push route
 * @param message the message as a JSON value, shared by all sessions of the broadcast: not to be
 *     changed
 * @param filterParam what the sender gave as {@link PushOptions#setFilterParam}, shared likewise;
 *     null when it gave none
 */
public record BroadcastCandidate(FrontendSession session, String route, Object message,
  @Nullable Object filterParam) {
}
