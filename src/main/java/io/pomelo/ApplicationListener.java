package io.pomelo;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.Session;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.json.JsonArray;
import java.util.List;

/**
 * Hears what happens to a server and its cluster (pomelo {@code app.event}): one method for each
 * event, of which it overrides those it wants. Registered by {@link Application#listen}.
 *
 * <p>Called on the server's context, after the fact: look-ups already show the change. What a
 * listener throws is logged and disturbs neither the others nor the server.
 */
@VertxGen(concrete = false)
public interface ApplicationListener {

  /**
   * Servers are there, this one included (pomelo {@code add_servers}). A server that restarted is
   * removed first; one that published other data of itself is added again.
   *
   * @param servers their entries
   */
  default void addServers(List<ServerInfo> servers) {
  }

  /**
   * Servers left, died or are about to stop (pomelo {@code remove_servers}, whose listeners get ids
   * only; H42).
   *
   * @param servers their last entries
   */
  default void removeServers(List<ServerInfo> servers) {
  }

  /**
   * The entries given by hand were replaced (pomelo {@code replace_servers}); neither of the above
   * is called for that.
   *
   * @param servers the entries that {@link Application#replaceServers} was given
   */
  default void replaceServers(List<ServerInfo> servers) {
  }

  /**
   * A session of this frontend was bound (pomelo {@code bind_session}); before the session's own
   * handler.
   *
   * @param session a {@link io.pomelo.session.FrontendSession}
   */
  default void bindSession(Session session) {
  }

  /**
   * A session of this frontend was unbound (pomelo {@code unbind_session}); before the session's
   * own handler.
   *
   * @param session a {@link io.pomelo.session.FrontendSession}, its uid already cleared
   */
  default void unbindSession(Session session) {
  }

  /**
   * A session of this frontend ended, whatever ended it (pomelo {@code close_session}); once for
   * each, before the session's own handlers. It is gone from all look-ups.
   *
   * @param session a {@link io.pomelo.session.FrontendSession}, its uid still set
   */
  default void closeSession(Session session) {
  }

  /**
   * Crons were added while the server runs (pomelo {@code add_crons}).
   *
   * @param crons their entries
   */
  default void addCrons(JsonArray crons) {
  }

  /**
   * Crons were removed while the server runs (pomelo {@code remove_crons}).
   *
   * @param crons their entries
   */
  default void removeCrons(JsonArray crons) {
  }

  /**
   * This server has started (pomelo {@code start_server}, which comes also when the start failed;
   * H30): all of it, {@link Lifecycle#afterStartup} included.
   *
   * @param serverId its id
   */
  default void startServer(String serverId) {
  }

  /**
   * Every server of this cluster's configuration is running (pomelo {@code start_all}). Decided by
   * who is a member, not by counting starts (H30); called once on each server, right after
   * {@link Lifecycle#afterStartAll} was called.
   */
  default void startAll() {
  }
}
