package io.pomelo.channel;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * How channels and broadcasts behave; the setting {@code channelConfig}.
 */
@DataObject
public class ChannelOptions {

  private Function<BroadcastCandidate, Boolean> broadcastFilter;

  /** The defaults. */
  public ChannelOptions() {
  }

  /**
   * A copy.
   *
   * @param other the options to copy
   */
  public ChannelOptions(ChannelOptions other) {
    this.broadcastFilter = other.broadcastFilter;
  }

  /**
   * Options from JSON, which holds nothing of them yet: the filter is code.
   *
   * @param json see {@link #toJson()}
   */
  public ChannelOptions(JsonObject json) {
  }

  /**
   * The options as JSON; the broadcast filter is code and not part of it.
   *
   * @return an object of its own
   */
  public JsonObject toJson() {
    return new JsonObject();
  }

  /**
   * The function that decides which sessions get a broadcast.
   *
   * @return null by default: all of them, or all bound ones
   */
  @Nullable
  @GenIgnore
  public Function<BroadcastCandidate, Boolean> getBroadcastFilter() {
    return broadcastFilter;
  }

  /**
   * Sets the function that decides which sessions get a broadcast (pomelo
   * {@code broadcastFilter}); a setting of the frontends, where it is called on the server's
   * context for every session of every broadcast, those excluded by {@link PushOptions#setBinded}
   * aside. A session for which it answers false or null, or throws, gets nothing; what it throws is
   * logged once for each broadcast.
   *
   * <p>Ignored by code generation, as JSON holds no code.
   *
   * @param broadcastFilter answers whether the session gets the broadcast
   * @return this
   */
  @GenIgnore
  public ChannelOptions setBroadcastFilter(Function<BroadcastCandidate, Boolean> broadcastFilter) {
    this.broadcastFilter = broadcastFilter;
    return this;
  }
}
