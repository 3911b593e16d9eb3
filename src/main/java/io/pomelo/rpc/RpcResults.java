package io.pomelo.rpc;

import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.Map;

/**
 * What became of a call to all servers of a type, server by server (pomelo's {@code toServer('*')}
 * drops the results and hides who failed: hazard H9). Immutable. No data object, as results are of
 * any type; the call it comes from is for Java alone as well.
 *
 * @param results by server id, in id order; a result may be null
 * @param failures by server id, in id order
 * @param <R> the type of the results
 */
public record RpcResults<R>(Map<String, R> results, Map<String, Throwable> failures) {

  /**
   * Whether every server answered.
   *
   * @return true when nothing failed, also when there was no server
   */
  public boolean allSucceeded() {
    return failures.isEmpty();
  }

  /**
   * The results as JSON.
   *
   * @return {@code {results: {id: result}, failures: {id: {code, msg}}}}; code 500 for a failure
   *     that has none
   */
  public JsonObject toJson() {
    var answered = new JsonObject();
    results.forEach(answered::put);
    var failed = new JsonObject();
    failures.forEach((id, failure) -> failed.put(id, new JsonObject()
      .put("code", failure instanceof ServiceException known ? known.failureCode() : 500)
      .put("msg", failure.getMessage())));
    return new JsonObject().put("results", answered).put("failures", failed);
  }
}
