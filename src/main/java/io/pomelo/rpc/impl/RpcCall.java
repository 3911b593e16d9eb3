package io.pomelo.rpc.impl;

import io.pomelo.rpc.RpcMessage;
import io.pomelo.rpc.RpcOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One call, of a method of a typed remote or, without a {@link RemoteType}, of one that is known by
 * names only. Confined to the server's context.
 */
final class RpcCall implements RpcMessage {

  private final RemoteType type;
  private final Method javaMethod;
  private final String service;
  private final String method;
  private final boolean addressed;
  private final Object[] args;
  private final String serverType;
  private RpcOptions options;
  private boolean ownOptions;
  private String serverId;
  private Object result;
  private Throwable failure;
  private Map<String, Object> data = Map.of();

  /** A call of a method; {@code addressed} when the caller named the server and not a type. */
  RpcCall(RemoteType type, Method method, Object[] args, String serverType, boolean addressed,
    RpcOptions options) {
    this.type = type;
    this.javaMethod = method;
    this.service = type.name();
    this.method = method.getName();
    this.args = args == null ? new Object[0] : args;
    this.serverType = serverType;
    this.addressed = addressed;
    this.options = options;
  }

  /** A call by names. */
  RpcCall(String service, String method, JsonObject args, String serverType, RpcOptions options) {
    this.type = null;
    this.javaMethod = null;
    this.service = service;
    this.method = method;
    this.args = new Object[] {args};
    this.serverType = serverType;
    this.addressed = true;
    this.options = options;
  }

  /** What it is called in texts. */
  String subject() {
    return service + '.' + method;
  }

  boolean isAddressed() {
    return addressed;
  }

  boolean answers() {
    return javaMethod == null || RemoteType.answers(javaMethod);
  }

  /** Hands the call to the bus, for that peer. */
  Future<?> send(RemotePeer peer) {
    return type == null ? peer.request(service, method, (JsonObject) args[0], timeout())
      : type.call(peer.proxy(type.service(), timeout()), javaMethod, args);
  }

  /** Keeps JSON arguments as they are now, for when they are sent again (hazard H44). */
  void snapshot() {
    for (int i = 0; i < args.length; i++) {
      if (args[i] instanceof JsonObject object) {
        args[i] = object.copy();
      } else if (args[i] instanceof JsonArray array) {
        args[i] = array.copy();
      }
    }
  }

  /** What a route function gets to see. */
  JsonObject question() {
    return new JsonObject().put("namespace", "user").put("serverType", serverType)
      .put("service", service).put("method", method).put("args", new JsonArray(args()));
  }

  /** Milliseconds for one attempt. */
  long timeout() {
    return options.getTimeout();
  }

  /** The options without a copy, to be read. */
  RpcOptions settings() {
    return options;
  }

  void ended(Object result, Throwable failure) {
    this.result = result;
    this.failure = failure;
  }

  @Override
  public String serverId() {
    return serverId;
  }

  @Override
  public RpcMessage redirect(String serverId) {
    this.serverId = serverId;
    return this;
  }

  @Override
  public String serverType() {
    return serverType;
  }

  @Override
  public String service() {
    return service;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public List<Object> args() {
    return Arrays.asList(args); // writes through
  }

  @Override
  public RpcOptions options() {
    if (!ownOptions) {
      ownOptions = true;
      options = new RpcOptions(options);
    }
    return options;
  }

  @Override
  public Object result() {
    return result;
  }

  @Override
  public Throwable failure() {
    return failure;
  }

  @Override
  public RpcMessage put(String key, Object value) {
    if (data.isEmpty()) {
      data = new HashMap<>();
    }
    data.put(key, value);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T get(String key) {
    return (T) data.get(key);
  }

  @Override
  public String toString() {
    return subject() + " to " + serverId;
  }
}
