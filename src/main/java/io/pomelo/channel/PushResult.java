package io.pomelo.channel;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a push (decision D3): how many sessions it was queued for, which members were not
 * there, and which frontends could not be asked. "Queued" means handed to the connection, not read
 * by the client.
 */
@DataObject
public class PushResult {

  private int queued;
  private final List<Member> offline = new ArrayList<>();
  private final List<String> failedFrontends = new ArrayList<>();

  /** Nobody reached, nobody missed. */
  public PushResult() {
  }

  /**
   * A copy.
   *
   * @param other the result to copy
   */
  public PushResult(PushResult other) {
    queued = other.queued;
    offline.addAll(other.offline);
    failedFrontends.addAll(other.failedFrontends);
  }

  /**
   * A result from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public PushResult(JsonObject json) {
    queued = json.getInteger("queued", 0);
    json.getJsonArray("offline", new JsonArray())
      .forEach(member -> offline.add(new Member((JsonObject) member)));
    json.getJsonArray("failedFrontends", new JsonArray())
      .forEach(id -> failedFrontends.add((String) id));
  }

  /**
   * The result as JSON.
   *
   * @return {@code {queued, offline: [{uid, sid}], failedFrontends: [id]}}
   */
  public JsonObject toJson() {
    var members = new JsonArray();
    offline.forEach(member -> members.add(member.toJson()));
    return new JsonObject().put("queued", queued).put("offline", members)
      .put("failedFrontends", new JsonArray(new ArrayList<>(failedFrontends)));
  }

  /**
   * How many sessions the message was queued for.
   *
   * @return the count
   */
  public int getQueued() {
    return queued;
  }

  /**
   * Sets how many sessions the message was queued for.
   *
   * @param queued the count
   * @return this
   */
  public PushResult setQueued(int queued) {
    this.queued = queued;
    return this;
  }

  /**
   * The members that have no session on their frontend.
   *
   * @return the live list of this result, empty when everybody was there
   */
  public List<Member> getOffline() {
    return offline;
  }

  /**
   * The frontends that are not in the cluster or did not answer; their members may or may not have
   * got the message.
   *
   * @return the live list of this result, empty when all answered
   */
  public List<String> getFailedFrontends() {
    return failedFrontends;
  }

  @Override
  public String toString() {
    return toJson().encode();
  }
}
