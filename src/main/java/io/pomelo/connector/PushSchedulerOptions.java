package io.pomelo.connector;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * When pushes and answers are written; the setting {@code pushSchedulerConfig} of a frontend.
 *
 * <p>Two schedulers are built in, {@value #DIRECT} and {@value #BUFFER}; a game adds its own by a
 * name. Which one a message goes through is asked in this order: the selector, the scheduler of its
 * kind, the scheduler of all kinds, {@link #isBuffer()}. The order of one client's packages is kept
 * also when its messages go through several: see {@link PushScheduler}.
 */
@DataObject
@JsonGen(publicConverter = false)
public class PushSchedulerOptions {

  /** The name of the scheduler that writes at once. */
  public static final String DIRECT = "direct";
  /** The name of the scheduler that collects packages for {@link #getFlushInterval()}. */
  public static final String BUFFER = "buffer";
  /** Packages are written at once. */
  public static final boolean DEFAULT_BUFFER = false;
  /** How long the buffer scheduler collects, in milliseconds (pomelo's default). */
  public static final long DEFAULT_FLUSH_INTERVAL = 20;

  private static final String KINDS = "kinds";

  private boolean buffer = DEFAULT_BUFFER;
  private long flushInterval = DEFAULT_FLUSH_INTERVAL;
  private String scheduler;
  private final Map<PushKind, String> kinds = new EnumMap<>(PushKind.class);
  private final Map<String, Supplier<? extends PushScheduler>> factories = new LinkedHashMap<>();
  private Function<PushRequest, String> selector;

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
    this.scheduler = other.scheduler;
    this.kinds.putAll(other.kinds);
    this.factories.putAll(other.factories);
    this.selector = other.selector;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public PushSchedulerOptions(JsonObject json) {
    PushSchedulerOptionsConverter.fromJson(json, this);
    json.getJsonObject(KINDS, new JsonObject()).forEach(entry ->
      setScheduler(PushKind.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
        (String) entry.getValue()));
  }

  /**
   * The options as JSON; schedulers of the game and the selector are code and not part of it.
   *
   * @return every option by its name, and {@code {kinds: {PUSH: name, ...}}} for what was set for
   *     one kind; kinds are read in small letters too
   */
  public JsonObject toJson() {
    var json = new JsonObject();
    PushSchedulerOptionsConverter.toJson(this, json);
    if (!kinds.isEmpty()) {
      var names = new JsonObject();
      kinds.forEach((kind, name) -> names.put(kind.name(), name));
      json.put(KINDS, names);
    }
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

  /**
   * The scheduler of messages whose kind has none of its own.
   *
   * @return what was set, else {@link #BUFFER} or {@link #DIRECT} as {@link #isBuffer()} says
   */
  public String getScheduler() {
    return scheduler != null ? scheduler : buffer ? BUFFER : DIRECT;
  }

  /**
   * Sets the scheduler of messages whose kind has none of its own.
   *
   * @param scheduler {@link #DIRECT}, {@link #BUFFER} or a name of {@link #addScheduler}; with
   *     another name a frontend does not start
   * @return this
   */
  public PushSchedulerOptions setScheduler(String scheduler) {
    this.scheduler = scheduler;
    return this;
  }

  /**
   * The scheduler of one kind of messages.
   *
   * @param kind the kind
   * @return what was set for it, else {@link #getScheduler()}
   */
  @GenIgnore
  public String getScheduler(PushKind kind) {
    return kinds.getOrDefault(kind, getScheduler());
  }

  /**
   * Sets the scheduler of one kind of messages; {@code kinds} in JSON.
   *
   * @param kind the kind
   * @param scheduler as {@link #setScheduler(String)} takes it
   * @return this
   */
  @GenIgnore
  public PushSchedulerOptions setScheduler(PushKind kind, String scheduler) {
    kinds.put(kind, scheduler);
    return this;
  }

  /**
   * Adds a scheduler of the game. Ignored by code generation, as JSON holds no code.
   *
   * @param name its name, other than those of the built-in ones
   * @param factory makes the scheduler of one frontend, on the frontend's context when it starts
   * @return this
   */
  @GenIgnore
  public PushSchedulerOptions addScheduler(String name,
    Supplier<? extends PushScheduler> factory) {
    if (name.equals(DIRECT) || name.equals(BUFFER)) {
      throw new IllegalArgumentException("scheduler: " + name
        + " (expected: a name that is not built in)");
    }
    factories.put(name, factory);
    return this;
  }

  /**
   * The schedulers of the game.
   *
   * @return an immutable copy, by name
   */
  @GenIgnore
  public Map<String, Supplier<? extends PushScheduler>> factories() {
    return Map.copyOf(factories);
  }

  /**
   * The function that chooses for each message.
   *
   * @return the function, or null when the kind decides
   */
  @Nullable
  @GenIgnore
  public Function<PushRequest, String> getSelector() {
    return selector;
  }

  /**
   * Sets a function that chooses the scheduler of each message (pomelo {@code selector}). Ignored
   * by code generation, as JSON holds no code.
   *
   * @param selector answers {@link #DIRECT}, {@link #BUFFER}, a name of {@link #addScheduler}, or
   *     null to let the kind decide. When it throws or answers an unknown name, that is logged and
   *     the kind decides; in pomelo the message was lost
   * @return this
   */
  @GenIgnore
  public PushSchedulerOptions setSelector(Function<PushRequest, String> selector) {
    this.selector = selector;
    return this;
  }
}
