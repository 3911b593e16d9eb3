package io.pomelo.session.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.time.Deadlines;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The frontend's side of close notifications (H28): each session knows which servers asked for its
 * end, and each of those is told once. Confined to the frontend's context.
 */
final class SessionWatchers {

  /** How long a server may take to confirm that it was told, in milliseconds. */
  private static final long ANSWER_MILLIS = 10_000;
  private static final long RETRY_MILLIS = 500;

  private final ServerInfo self;
  private final Links links;
  private final Deadlines deadlines;
  private final Runs runs = new Runs();

  SessionWatchers(ServerInfo self, Links links, Deadlines deadlines) {
    this.self = self;
    this.links = links;
    this.deadlines = deadlines;
  }

  void register(LongFunction<ClientSession> byId, SessionVerticle sessions) {
    links.handle(LinkOp.SESSION_WATCH, (from, payload) -> {
      var question = Payload.read(payload);
      ClientSession session = byId.apply(question.getLong());
      var answer = Payload.write(64).putLong(self.getIncarnation()).putFlag(session != null);
      if (session != null) {
        session.watch(from, question.getLong());
        SessionExport.write(answer, (SessionSnapshot) sessions.snapshot(session));
      }
      return Future.succeededFuture(answer.toBytes());
    });
    links.handle(LinkOp.SESSION_UNWATCH, (from, payload) -> {
      ClientSession session = byId.apply(Payload.read(payload).getLong());
      if (session != null) {
        session.unwatch(from);
      }
      return Future.succeededFuture(new byte[0]);
    });
  }

  /** Servers that left want to know nothing any more. */
  void view(List<ServerInfo> servers, Collection<ClientSession> sessions) {
    runs.view(servers);
    for (ClientSession session : sessions) {
      if (!session.watchers().isEmpty()) {
        session.watchers().entrySet().removeIf(run -> runs.isOver(run.getKey(), run.getValue()));
      }
    }
  }

  void closed(ClientSession session, SessionSnapshot snapshot) {
    if (session.watchers().isEmpty()) {
      return;
    }
    var word = Payload.write(64);
    SessionExport.write(word, snapshot);
    byte[] bytes = word.toBytes();
    session.watchers().forEach((serverId, incarnation) -> tell(serverId, incarnation, bytes));
  }

  /** Again and again while that server runs: it would keep its handlers for ever. */
  private void tell(String serverId, long incarnation, byte[] word) {
    links.request(serverId, LinkOp.SESSION_CLOSED, word.clone(), ANSWER_MILLIS)
      .onFailure(failure -> {
        if (failure instanceof LinkException late && late.failureCode() == Links.NO_ANSWER
          && !runs.isOver(serverId, incarnation)) {
          deadlines.after(RETRY_MILLIS, () -> tell(serverId, incarnation, word));
        }
      });
  }
}
