package io.pomelo.filter.impl;

import io.pomelo.rpc.RpcFilter;
import io.pomelo.rpc.RpcMessage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs how long each call took. Keeps nothing itself. */
public final class RpcLogFilter implements RpcFilter {

  private static final Logger LOG = System.getLogger("pomelo.rpc-log");

  private final String slot = "pomelo.rpcLog@" + Integer.toHexString(System.identityHashCode(this));

  @Override
  public Future<Void> before(RpcMessage call) {
    call.put(slot, new Stopwatch());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> after(RpcMessage call) {
    Stopwatch watch = call.get(slot);
    if (watch != null) {
      LOG.log(Level.INFO, () -> watch.line(call.service() + '.' + call.method(),
        new JsonArray(call.args())));
    }
    return Future.succeededFuture();
  }
}
