package io.pomelo.rpc;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How calls to other servers are made: the setting {@code proxyConfig} of a server for all of its
 * calls, or what a caller is made with for its own. Options given to a caller replace those of the
 * setting, except for a timeout of 0.
 *
 * <p>In JSON the names of pomelo are understood too: {@code failover}, {@code failsafe}, ...,
 * {@code rr}, {@code wrr}, {@code la}, {@code ch}.
 */
@DataObject
@JsonGen(publicConverter = false)
public class RpcOptions {

  /** How long one attempt may take: as long as the server's setting says. */
  public static final long DEFAULT_TIMEOUT = 0;
  /** Calls fail at once. */
  public static final FailMode DEFAULT_FAIL_MODE = FailMode.FAIL_FAST;
  /** How often a call is tried again, where it is at all. */
  public static final int DEFAULT_RETRIES = 3;
  /** How long to wait before the first retry, in milliseconds. */
  public static final long DEFAULT_RETRY_DELAY = 5_000;
  /** How long a call is kept until its server is back, in milliseconds. */
  public static final long DEFAULT_KEEP_TIME = 60_000;
  /** Calls are not safe to be executed twice. */
  public static final boolean DEFAULT_IDEMPOTENT = false;
  /** How many points a server has on the ring of consistent hashing. */
  public static final int DEFAULT_REPLICAS = 100;

  private long timeout = DEFAULT_TIMEOUT;
  private FailMode failMode = DEFAULT_FAIL_MODE;
  private int retries = DEFAULT_RETRIES;
  private long retryDelay = DEFAULT_RETRY_DELAY;
  private long keepTime = DEFAULT_KEEP_TIME;
  private boolean idempotent = DEFAULT_IDEMPOTENT;
  private List<String> idempotentMethods = new ArrayList<>();
  private RouterType routerType;
  private int replicas = DEFAULT_REPLICAS;

  /** The defaults. */
  public RpcOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public RpcOptions(RpcOptions other) {
    this.timeout = other.timeout;
    this.failMode = other.failMode;
    this.retries = other.retries;
    this.retryDelay = other.retryDelay;
    this.keepTime = other.keepTime;
    this.idempotent = other.idempotent;
    this.idempotentMethods = new ArrayList<>(other.idempotentMethods);
    this.routerType = other.routerType;
    this.replicas = other.replicas;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public RpcOptions(JsonObject json) {
    RpcOptionsConverter.fromJson(PomeloNames.translated(json), this);
  }

  /**
   * The options as JSON.
   *
   * @return every option by its name
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    RpcOptionsConverter.toJson(this, json);
    return json;
  }

  /**
   * How long one attempt of a call may take, routing and before filters included.
   *
   * @return milliseconds; 0 stands for that of the server's {@code proxyConfig}, and there for
   *     {@link io.pomelo.ApplicationOptions#getRequestTimeout()}. With retries a call ends after
   *     {@code (1 + retries)} times this and the delays at the latest
   */
  public long getTimeout() {
    return timeout;
  }

  /**
   * Sets {@link #getTimeout()}.
   *
   * @param timeout milliseconds, at least 0
   * @return this
   */
  public RpcOptions setTimeout(long timeout) {
    this.timeout = atLeast(0, "timeout", timeout);
    return this;
  }

  /**
   * What happens when a server is not reached.
   *
   * @return {@link #DEFAULT_FAIL_MODE} by default
   */
  public FailMode getFailMode() {
    return failMode;
  }

  /**
   * Sets {@link #getFailMode()}.
   *
   * @param failMode a mode
   * @return this
   */
  public RpcOptions setFailMode(FailMode failMode) {
    this.failMode = Objects.requireNonNull(failMode, "failMode");
    return this;
  }

  /**
   * How often a call is tried again.
   *
   * @return {@link #DEFAULT_RETRIES} by default
   */
  public int getRetries() {
    return retries;
  }

  /**
   * Sets {@link #getRetries()}.
   *
   * @param retries at least 0
   * @return this
   */
  public RpcOptions setRetries(int retries) {
    this.retries = (int) atLeast(0, "retries", retries);
    return this;
  }

  /**
   * How long to wait before the first retry of {@link FailMode#FAIL_SAFE} and
   * {@link FailMode#FAIL_BACK}.
   *
   * @return milliseconds, {@link #DEFAULT_RETRY_DELAY} by default
   */
  public long getRetryDelay() {
    return retryDelay;
  }

  /**
   * Sets {@link #getRetryDelay()}.
   *
   * @param retryDelay milliseconds, at least 1
   * @return this
   */
  public RpcOptions setRetryDelay(long retryDelay) {
    this.retryDelay = atLeast(1, "retryDelay", retryDelay);
    return this;
  }

  /**
   * How long {@link FailMode#FAIL_BACK} keeps a call.
   *
   * @return milliseconds, {@link #DEFAULT_KEEP_TIME} by default
   */
  public long getKeepTime() {
    return keepTime;
  }

  /**
   * Sets {@link #getKeepTime()}.
   *
   * @param keepTime milliseconds, at least 1
   * @return this
   */
  public RpcOptions setKeepTime(long keepTime) {
    this.keepTime = atLeast(1, "keepTime", keepTime);
    return this;
  }

  /**
   * Whether the calls may be executed twice without harm; only such calls are tried again (promise
   * P7).
   *
   * @return {@link #DEFAULT_IDEMPOTENT} by default
   */
  public boolean isIdempotent() {
    return idempotent;
  }

  /**
   * Sets {@link #isIdempotent()}.
   *
   * @param idempotent true to allow retries
   * @return this
   */
  public RpcOptions setIdempotent(boolean idempotent) {
    this.idempotent = idempotent;
    return this;
  }

  /**
   * The methods whose calls may be executed twice without harm, when not all may.
   *
   * @return {@code service.method} each, empty by default
   */
  public List<String> getIdempotentMethods() {
    return idempotentMethods;
  }

  /**
   * Sets {@link #getIdempotentMethods()}.
   *
   * @param idempotentMethods names as {@link RpcMessage} gives them
   * @return this
   */
  public RpcOptions setIdempotentMethods(List<String> idempotentMethods) {
    this.idempotentMethods = new ArrayList<>(idempotentMethods);
    return this;
  }

  /**
   * How servers are chosen for routed calls. Requests of clients keep to their route functions.
   *
   * @return null, the default, for the route function of the type, else by the route parameter
   */
  @Nullable
  public RouterType getRouterType() {
    return routerType;
  }

  /**
   * Sets {@link #getRouterType()}.
   *
   * @param routerType a way, or null
   * @return this
   */
  public RpcOptions setRouterType(@Nullable RouterType routerType) {
    this.routerType = routerType;
    return this;
  }

  /**
   * How many points a server has on the ring of {@link RouterType#CONSISTENT_HASH}.
   *
   * @return {@link #DEFAULT_REPLICAS} by default
   */
  public int getReplicas() {
    return replicas;
  }

  /**
   * Sets {@link #getReplicas()}.
   *
   * @param replicas at least 1
   * @return this
   */
  public RpcOptions setReplicas(int replicas) {
    this.replicas = (int) atLeast(1, "replicas", replicas);
    return this;
  }

  private static long atLeast(long min, String name, long value) {
    if (value < min) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + min + ")");
    }
    return value;
  }
}
