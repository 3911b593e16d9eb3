package io.pomelo.cluster;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;

/**
 * Who is in the cluster right now. Each server watches, publishes itself once all its consumers are
 * registered, and withdraws itself first when it stops.
 *
 * <p>Not a part of the API a game uses: games listen to the {@code Application}.
 */
public interface Membership {

  /**
   * A number for a new run of a server, greater than that of any earlier run in this cluster.
   *
   * @return the incarnation; completes on the calling context
   */
  Future<Long> nextIncarnation();

  /**
   * Calls {@code view} with the complete list of running servers, in id order, now and after every
   * change, always on the context this method was called on. The first call comes before the
   * returned future completes.
   *
   * @param view sees each view, an immutable list
   * @return a registration to close when the server stops; completes on the calling context
   */
  Future<Watch> watch(Handler<List<ServerInfo>> view);

  /**
   * Publishes a server. An older incarnation under the same id is replaced.
   *
   * @param self the server with its incarnation
   * @return completes on the calling context, within one JVM when every server there has seen it;
   *     fails when a newer incarnation of that id is there
   */
  Future<Void> join(ServerInfo self);

  /**
   * Withdraws a server. A newer incarnation under the same id stays.
   *
   * @param self the server as it was published
   * @return completes on the calling context
   */
  Future<Void> leave(ServerInfo self);

  /** A running watch. */
  interface Watch {

    /** Ends the watch; its handler is not called again. */
    void close();
  }
}
