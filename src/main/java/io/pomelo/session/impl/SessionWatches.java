package io.pomelo.session.impl;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkException;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.session.BackendSession;
import io.pomelo.session.Registration;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The asking side of close notifications (H28): this server's handlers for the ends of sessions,
 * which their frontends tell of once. Confined to the server's context.
 */
final class SessionWatches {

  private static final Logger LOG = System.getLogger("pomelo.session");
  private static final long ANSWER_MILLIS = 10_000;
  private static final long RETRY_MILLIS = 500;

  private final ServerInfo self;
  private final Links links;
  private final Deadlines deadlines;
  private final BackendSessionVerticle service;
  private final Runs runs = new Runs();
  private final Map<Key, Watch> watches = new HashMap<>();
  private Context context;

  SessionWatches(ServerInfo self, Links links, Deadlines deadlines,
    BackendSessionVerticle service) {
    this.self = self;
    this.links = links;
    this.deadlines = deadlines;
    this.service = service;
  }

  private record Key(String frontendId, long sid) {
  }

  /** The handlers of one session. */
  private static final class Watch {

    private final Map<String, Handler<BackendSession>> handlers = new LinkedHashMap<>(2);
    /** The session as it was known last. */
    private BackendSession session;
    /** The run of the frontend; 0 until that has answered. */
    private long incarnation;

    private Watch(BackendSession session) {
      this.session = session;
    }
  }

  void register(Context server) {
    context = server;
    links.handle(LinkOp.SESSION_CLOSED, (from, payload) -> {
      BackendSession last = SessionExport.read(from, Payload.read(payload), service);
      var key = new Key(from, last.id());
      Watch watch = watches.get(key);
      if (watch != null) {
        watch.session = last;
        end(key, watch);
      }
      return Future.succeededFuture(new byte[0]);
    });
  }

  /** Ends the sessions of frontends that left. */
  void view(List<ServerInfo> servers) {
    runs.view(servers);
    Map.copyOf(watches).forEach((key, watch) -> {
      if (watch.incarnation != 0 && runs.isOver(key.frontendId, watch.incarnation)) {
        end(key, watch);
      }
    });
  }

  Registration add(BackendSession session, String name, Handler<BackendSession> handler) {
    var key = new Key(session.frontendId(), session.id());
    if (handler == null) {
      remove(key, watches.get(key), name);
      return () -> { };
    }
    Watch known = watches.get(key);
    Watch watch = known != null ? known : new Watch(session);
    watch.handlers.put(name, handler);
    if (known == null) {
      watches.put(key, watch);
      ask(key, watch);
    }
    return () -> {
      if (watch.handlers.get(name) == handler) {
        remove(key, watch, name);
      }
    };
  }

  private void remove(Key key, Watch watch, String name) {
    if (watch != null && watch.handlers.remove(name) != null && watch.handlers.isEmpty()
      && watches.remove(key, watch)) {
      links.send(key.frontendId, LinkOp.SESSION_UNWATCH,
        Payload.write(16).putLong(key.sid).toBytes());
    }
  }

  private void ask(Key key, Watch watch) {
    var question = Payload.write(32).putLong(key.sid).putLong(self.getIncarnation());
    links.request(key.frontendId, LinkOp.SESSION_WATCH, question.toBytes(), ANSWER_MILLIS)
      .onSuccess(bytes -> {
        var answer = Payload.read(bytes);
        watch.incarnation = answer.getLong();
        boolean lives = answer.getFlag();
        if (lives) {
          watch.session = SessionExport.read(key.frontendId, answer, service);
        }
        if (!lives || runs.isOver(key.frontendId, watch.incarnation)) {
          endLater(key, watch);
        }
      })
      .onFailure(failure -> {
        if (failure instanceof LinkException late && late.failureCode() == Links.NO_ANSWER) {
          deadlines.after(RETRY_MILLIS, () -> {
            if (watches.get(key) == watch) {
              ask(key, watch);
            }
          });
        } else {
          endLater(key, watch);
        }
      });
  }

  /** An own frontend answers before the handler was returned to who set it. */
  private void endLater(Key key, Watch watch) {
    context.runOnContext(v -> end(key, watch));
  }

  private void end(Key key, Watch watch) {
    if (!watches.remove(key, watch)) {
      return;
    }
    for (Handler<BackendSession> handler : List.copyOf(watch.handlers.values())) {
      try {
        handler.handle(watch.session);
      } catch (Throwable e) { // Kotlin throws what Java would have to declare
        LOG.log(Level.ERROR, "[" + self.getId() + "] a close handler of session " + key.sid + " on "
          + key.frontendId + " failed", e);
      }
    }
    watch.handlers.clear();
  }
}
