package io.pomelo;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;

/**
 * A part of a server (pomelo components). The server calls {@code deploy} of its components one
 * after another in the order they were loaded, the user's before its own, then {@code afterStart}
 * of each; it calls {@code undeploy} in reverse (decision D11). All on the server's own context,
 * which is handed to {@code deploy}; what a component opens there it closes itself.
 */
public interface Component extends Deployable {

  /**
   * The name it is found under.
   *
   * @return unique on its server
   */
  String name();

  /**
   * Starts the component.
   *
   * @param context the server's context, on which this is called
   * @return a failure fails the start of the server
   */
  @Override
  Future<?> deploy(Context context);

  /**
   * Stops the component; called also when {@link #deploy} failed.
   *
   * @param context the server's context, on which this is called
   * @return a failure is logged; the stop goes on when it completes, or when its time is up
   */
  @Override
  default Future<?> undeploy(Context context) {
    return Future.succeededFuture();
  }

  /**
   * Runs when every component is deployed.
   *
   * @return a failure fails the start of the server
   */
  default Future<?> afterStart() {
    return Future.succeededFuture();
  }
}
