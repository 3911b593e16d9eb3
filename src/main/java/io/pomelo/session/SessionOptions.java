package io.pomelo.session;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonObject;

/**
 * How sessions behave; the setting {@code sessionConfig} of a frontend.
 */
@DataObject
@JsonGen(publicConverter = false)
public class SessionOptions {

  /** A user may have several sessions, as in pomelo (decision D9). */
  public static final boolean DEFAULT_SINGLE_SESSION = false;

  private boolean singleSession = DEFAULT_SINGLE_SESSION;

  /** The defaults. */
  public SessionOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public SessionOptions(SessionOptions other) {
    this.singleSession = other.singleSession;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public SessionOptions(JsonObject json) {
    SessionOptionsConverter.fromJson(json, this);
  }

  /**
   * The options as JSON.
   *
   * @return every option by its name
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    SessionOptionsConverter.toJson(this, json);
    return json;
  }

  /**
   * Whether a user may have only one session on this frontend.
   *
   * @return {@link #DEFAULT_SINGLE_SESSION} by default
   */
  public boolean isSingleSession() {
    return singleSession;
  }

  /**
   * Sets whether a user may have only one session on this frontend: a further bind is refused.
   *
   * @param singleSession true to refuse
   * @return this
   */
  public SessionOptions setSingleSession(boolean singleSession) {
    this.singleSession = singleSession;
    return this;
  }
}
