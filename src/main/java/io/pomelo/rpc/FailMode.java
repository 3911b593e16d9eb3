package io.pomelo.rpc;

import io.vertx.codegen.annotations.VertxGen;

/**
 * What happens to a call that did not reach its server or got no answer from it (pomelo {@code
 * proxyConfig.failMode}). A failure that the remote itself answered with is never retried, and a
 * call that is not marked as idempotent never is either (promise P7): those fail as in {@link
 * #FAIL_FAST}, whatever the mode.
 */
@VertxGen
public enum FailMode {

  /** The call fails at once. */
  FAIL_FAST,

  /**
   * The other servers of the type are tried, each once, as long as {@link RpcOptions#getRetries()}
   * allows: those that run when the first attempt fails, in id order beginning behind the first
   * one. A call that is addressed to one server has no others.
   */
  FAIL_OVER,

  /**
   * The same server is tried again, the n-th time after n times {@link RpcOptions#getRetryDelay()},
   * up to {@link RpcOptions#getRetries()} times. Then the call fails with its last failure.
   */
  FAIL_SAFE,

  /**
   * The call fails at once for its caller, and is kept: it is sent again when its server is back,
   * or after {@link RpcOptions#getRetryDelay()} when it never left, up to {@link
   * RpcOptions#getRetries()} times and for at most {@link RpcOptions#getKeepTime()}. What becomes
   * of it then is only logged; filters do not see it again. For messages that are worth being late,
   * such as methods without an answer.
   */
  FAIL_BACK
}
