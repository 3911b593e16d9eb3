package io.pomelo.session;

import io.vertx.codegen.annotations.DataObject;
import io.vertx.codegen.json.annotations.JsonGen;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * How sessions behave; the setting {@code sessionConfig} of a frontend.
 */
@DataObject
@JsonGen(publicConverter = false)
public class SessionOptions {

  /** A user may have several sessions, as in pomelo (decision D9). */
  public static final boolean DEFAULT_SINGLE_SESSION = false;

  /** A single session is single on its frontend, as in pomelo. */
  public static final SingleSessionScope DEFAULT_SCOPE = SingleSessionScope.FRONTEND;
  /** A second session is refused, as in pomelo. */
  public static final SingleSessionPolicy DEFAULT_POLICY = SingleSessionPolicy.REFUSE;
  /** The reason a client is told when a newer session takes the place of its own. */
  public static final String KICK_OLD_REASON = SessionService.DEFAULT_KICK_REASON;

  private boolean singleSession = DEFAULT_SINGLE_SESSION;
  private SingleSessionScope scope = DEFAULT_SCOPE;
  private SingleSessionPolicy policy = DEFAULT_POLICY;

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
    this.scope = other.scope;
    this.policy = other.policy;
  }

  /**
   * Options from JSON.
   *
   * @param json see {@link #toJson()}; scope and policy may be written {@code kick-old} as well as
   *     {@code KICK_OLD}
   */
  public SessionOptions(JsonObject json) {
    var named = json.copy();
    for (String choice : List.of("scope", "policy")) {
      if (json.getValue(choice) instanceof String name) {
        named.put(choice, name.toUpperCase(Locale.ROOT).replace('-', '_'));
      }
    }
    SessionOptionsConverter.fromJson(named, this);
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
   * Whether a user may have only one session.
   *
   * @return {@link #DEFAULT_SINGLE_SESSION} by default
   */
  public boolean isSingleSession() {
    return singleSession;
  }

  /**
   * Sets whether a user may have only one session; scope and policy say where, and what becomes of
   * a second one.
   *
   * @param singleSession true for one
   * @return this
   */
  public SessionOptions setSingleSession(boolean singleSession) {
    this.singleSession = singleSession;
    return this;
  }

  /**
   * Where a single session is single.
   *
   * @return {@link #DEFAULT_SCOPE} by default
   */
  public SingleSessionScope getScope() {
    return scope;
  }

  /**
   * Sets where a single session is single; without effect unless {@link #isSingleSession()}. All
   * frontends of a type need the same setting.
   *
   * <p>With {@link SingleSessionScope#CLUSTER} each uid has an owner among the running frontends of
   * the server type, found by rendezvous hashing. A bind first claims the uid there, so its future
   * completes a message later than that of the frontend scope, and fails when no owner answers. The
   * owner decides for one claim after the other. With {@link SingleSessionPolicy#KICK_OLD} the new
   * session is bound after the frontend of the old one has unbound and kicked that, or has not
   * answered within 3 s.
   *
   * <p>When frontends join or leave, uids change their owners, and the frontends tell the new ones
   * who is bound; until half a second later binds to uids that moved wait.
   *
   * <p>Not guaranteed: when that word takes longer, or frontends do not see each other, a new owner
   * may not know of a session bound before, or two servers take themselves for the owner of a uid;
   * then two sessions of a user can be bound for a moment. As soon as all frontends see the same
   * cluster the one claimed later stays and the other is kicked, under both policies. Which one is
   * later is told by epochs that grow with the clocks of the owners, so exact only as far as these
   * agree. A request of the old session that a handler works on already goes on to its end.
   *
   * @param scope where
   * @return this
   */
  public SessionOptions setScope(SingleSessionScope scope) {
    this.scope = scope;
    return this;
  }

  /**
   * What becomes of a second session.
   *
   * @return {@link #DEFAULT_POLICY} by default
   */
  public SingleSessionPolicy getPolicy() {
    return policy;
  }

  /**
   * Sets what becomes of a second session; without effect unless {@link #isSingleSession()}.
   *
   * @param policy refuse the new one or kick the old one
   * @return this
   */
  public SessionOptions setPolicy(SingleSessionPolicy policy) {
    this.policy = policy;
    return this;
  }
}
