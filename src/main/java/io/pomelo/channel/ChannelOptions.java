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

  /** Members stay until somebody takes them out, as in pomelo. */
  public static final boolean DEFAULT_AUTO_LEAVE = false;

  private boolean autoLeave = DEFAULT_AUTO_LEAVE;
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
    this.autoLeave = other.autoLeave;
    this.broadcastFilter = other.broadcastFilter;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}
   */
  public ChannelOptions(JsonObject json) {
    this.autoLeave = json.getBoolean("autoLeave", DEFAULT_AUTO_LEAVE);
  }

  /**
   * The options as JSON; the broadcast filter is code and not part of it.
   *
   * @return an object of its own
   */
  public JsonObject toJson() {
    return new JsonObject().put("autoLeave", autoLeave);
  }

  /**
   * Whether a member leaves its channels by itself.
   *
   * @return {@link #DEFAULT_AUTO_LEAVE} by default
   */
  public boolean isAutoLeave() {
    return autoLeave;
  }

  /**
   * Sets whether a member leaves its channels by itself when the last session of its user on its
   * frontend has ended, or the frontend has left the cluster; a setting of the servers that have
   * the channels. A member that is added while its user has no session there leaves at once. Nobody
   * is told: who wants to be sets a close handler.
   *
   * @param autoLeave true for members that leave by themselves
   * @return this
   */
  public ChannelOptions setAutoLeave(boolean autoLeave) {
    this.autoLeave = autoLeave;
    return this;
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
