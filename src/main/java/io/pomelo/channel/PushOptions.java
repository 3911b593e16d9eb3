package io.pomelo.channel;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonObject;

/**
 * How one push or broadcast is done.
 */
@DataObject
@JsonGen(publicConverter = false)
public class PushOptions {

  /** A broadcast goes to all sessions, bound or not. */
  public static final boolean DEFAULT_BINDED = false;

  private boolean binded = DEFAULT_BINDED;

  /** The defaults. */
  public PushOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public PushOptions(PushOptions other) {
    this.binded = other.binded;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public PushOptions(JsonObject json) {
    PushOptionsConverter.fromJson(json, this);
  }

  /**
   * The options as JSON.
   *
   * @return every option by its name
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    PushOptionsConverter.toJson(this, json);
    return json;
  }

  /**
   * Whether a broadcast goes to bound sessions only; pomelo's spelling.
   *
   * @return {@link #DEFAULT_BINDED} by default
   */
  public boolean isBinded() {
    return binded;
  }

  /**
   * Sets whether a broadcast goes to bound sessions only. Each session gets one copy, however many
   * sessions its user has (H17).
   *
   * @param binded true for bound sessions only
   * @return this
   */
  public PushOptions setBinded(boolean binded) {
    this.binded = binded;
    return this;
  }
}
