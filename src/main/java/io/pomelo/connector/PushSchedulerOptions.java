package io.pomelo.connector;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonObject;

/**
 * When pushes and answers are written; the setting {@code pushSchedulerConfig} of a frontend.
 */
@DataObject
@JsonGen(publicConverter = false)
public class PushSchedulerOptions {

  /** Packages are written at once. */
  public static final boolean DEFAULT_BUFFER = false;
  /** How long the buffer scheduler collects, in milliseconds (pomelo's default). */
  public static final long DEFAULT_FLUSH_INTERVAL = 20;

  private boolean buffer = DEFAULT_BUFFER;
  private long flushInterval = DEFAULT_FLUSH_INTERVAL;

  /** The defaults. */
  public PushSchedulerOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public PushSchedulerOptions(PushSchedulerOptions other) {
    this.buffer = other.buffer;
    this.flushInterval = other.flushInterval;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public PushSchedulerOptions(JsonObject json) {
    PushSchedulerOptionsConverter.fromJson(json, this);
  }

  /**
   * The options as JSON.
   *
   * @return every option by its name
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    PushSchedulerOptionsConverter.toJson(this, json);
    return json;
  }

  /**
   * Whether packages are collected and written together.
   *
   * @return {@link #DEFAULT_BUFFER} by default
   */
  public boolean isBuffer() {
    return buffer;
  }

  /**
   * Sets whether packages are collected and written together, several in one WebSocket message.
   * Only clients that split a message into packages can read that (wire reference 9.5 and 10.2).
   *
   * @param buffer true to collect
   * @return this
   */
  public PushSchedulerOptions setBuffer(boolean buffer) {
    this.buffer = buffer;
    return this;
  }

  /**
   * How long packages are collected.
   *
   * @return milliseconds, {@link #DEFAULT_FLUSH_INTERVAL} by default
   */
  public long getFlushInterval() {
    return flushInterval;
  }

  /**
   * Sets how long packages are collected.
   *
   * @param flushInterval milliseconds, at least 1
   * @return this
   */
  public PushSchedulerOptions setFlushInterval(long flushInterval) {
    if (flushInterval < 1) {
      throw new IllegalArgumentException("flushInterval: " + flushInterval + " (expected: >= 1)");
    }
    this.flushInterval = flushInterval;
    return this;
  }
}
