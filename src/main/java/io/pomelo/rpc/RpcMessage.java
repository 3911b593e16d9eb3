package io.pomelo.rpc;

import io.vertx.codegen.annotations.Fluent;
import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import java.util.List;

/**
 * One call to a typed remote on its way through the filters of the caller. Everything here belongs
 * to this call alone (hazard H22: pomelo's filters share one object).
 *
 * <p>Confined to the server's context.
 */
@VertxGen
public interface RpcMessage {

  /**
   * The server that is called.
   *
   * @return its id; null in an error handler when none could be chosen
   */
  @Nullable
  String serverId();

  /**
   * Calls another server instead; for before filters.
   *
   * @param serverId its id
   * @return this
   */
  @Fluent
  RpcMessage redirect(String serverId);

  /**
   * The type of the server.
   *
   * @return the type a routed call asked for, that of the addressed server, or null when that is
   *     not known
   */
  @Nullable
  String serverType();

  /**
   * The remote.
   *
   * @return the name of its interface with a small first letter
   */
  String service();

  /**
   * The method.
   *
   * @return its name
   */
  String method();

  /**
   * The arguments in their order. A before filter may replace elements; their number stays. In
   * other languages than Java: see {@link #arg} and {@link #setArg}.
   *
   * @return the arguments themselves; of {@code rpcInvoke} the one
   *     {@link io.vertx.core.json.JsonObject} with all of them by name
   */
  @GenIgnore(GenIgnore.PERMITTED_TYPE)
  List<Object> args();

  /**
   * One argument.
   *
   * @param index from 0
   * @return the argument, may be null
   * @throws IndexOutOfBoundsException when there is none
   */
  @Nullable
  default Object arg(int index) {
    return args().get(index);
  }

  /**
   * Replaces an argument; for before filters.
   *
   * @param index from 0
   * @param value of the type the method declares
   * @return this
   * @throws IndexOutOfBoundsException when there is none
   */
  @Fluent
  default RpcMessage setArg(int index, @Nullable Object value) {
    args().set(index, value);
    return this;
  }

  /**
   * The options of this call.
   *
   * @return a copy of its own: what a before filter changes in it counts for this call, except for
   *     {@code routerType}, as the server is chosen already
   */
  RpcOptions options();

  /**
   * The answer; for after filters.
   *
   * @return what the remote gave, null before it did or when the call failed
   */
  @Nullable
  Object result();

  /**
   * The failure; for after filters and error handlers.
   *
   * @return why the call failed, or null when it did not
   */
  @Nullable
  Throwable failure();

  /**
   * Keeps a value with this call; it does not travel.
   *
   * @param key the key
   * @param value the value
   * @return this
   */
  @Fluent
  RpcMessage put(String key, @Nullable Object value);

  /**
   * A value kept with this call.
   *
   * @param key the key
   * @param <T> the type the caller expects
   * @return the value, or null
   */
  @Nullable
  <T> T get(String key);
}
