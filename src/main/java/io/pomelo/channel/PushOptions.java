package io.pomelo.channel;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.annotations.Nullable;
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
  private JsonObject userOptions;
  private Object filterParam;

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
    this.userOptions = other.userOptions == null ? null : other.userOptions.copy();
    this.filterParam = other.filterParam;
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

  /**
   * What the game wants its frontends to know of this push.
   *
   * @return null by default
   */
  @Nullable
  public JsonObject getUserOptions() {
    return userOptions;
  }

  /**
   * Sets what the game wants its frontends to know of this push (pomelo {@code opts}): the selector
   * of push schedulers sees it there. It never reaches a client.
   *
   * @param userOptions any values, or null
   * @return this
   */
  public PushOptions setUserOptions(JsonObject userOptions) {
    this.userOptions = userOptions;
    return this;
  }

  /**
   * What the broadcast filter is to compare sessions with.
   *
   * @return null by default
   */
  @Nullable
  public Object getFilterParam() {
    return filterParam;
  }

  /**
   * Sets what the broadcast filter of {@link ChannelOptions} is to compare sessions with (pomelo
   * {@code opts.filterParam}). A push to named users is not filtered.
   *
   * @param filterParam any JSON value, or null
   * @return this
   */
  public PushOptions setFilterParam(Object filterParam) {
    this.filterParam = filterParam;
    return this;
  }
}
