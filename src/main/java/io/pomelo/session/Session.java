package io.pomelo.session;

import io.vertx.codegen.annotations.Fluent;
import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * A client's session as one request sees it: a snapshot taken when the request arrived. Changes are
 * local to it until they are pushed; what is not pushed is gone with the request (pomelo
 * {@code FrontendSession}, {@code BackendSession}).
 *
 * <p>Unlike in pomelo a key can be removed, and {@link #pushAll()} sends only what this snapshot
 * changed, so that two requests which change different keys do not undo each other (H26).
 *
 * <p>Confined to the server's context; futures complete there.
 */
@VertxGen
public interface Session {

  /**
   * The session's number, unique on its frontend for as long as that runs.
   *
   * @return 1 or greater
   */
  long id();

  /**
   * The server the client is connected to.
   *
   * @return a server id
   */
  String frontendId();

  /**
   * Who the client is.
   *
   * @return the uid, a string or an integer ({@link Integer} or {@link Long}) as it was bound
   *     (decision D4), or null while nobody is bound
   */
  @Nullable
  Object uid();

  /**
   * Binds the session to a user. Binding again to the same uid succeeds without an event.
   *
   * @param uid a string or an integer, not "" and not 0 (decision D4)
   * @return fails when the uid is neither, the session is closed or bound to another uid, or the
   *     single-session option refuses it
   */
  Future<Void> bind(Object uid);

  /**
   * Unbinds the session.
   *
   * @param uid the uid it is bound to
   * @return fails when the session is closed or not bound to that uid
   */
  Future<Void> unbind(Object uid);

  /**
   * Sets a value in this snapshot.
   *
   * @param key the key
   * @param value any JSON value
   * @return this
   * @throws IllegalArgumentException when the value is no JSON, nor made of it
   */
  @Fluent
  Session set(String key, @Nullable Object value);

  /**
   * Reads a value of this snapshot.
   *
   * @param key the key
   * @param <T> the type the caller expects
   * @return the value, or null when there is none
   */
  @Nullable
  <T> T get(String key);

  /**
   * Removes a value from this snapshot; a push of the key removes it from the session too.
   *
   * @param key the key
   * @return this
   */
  @Fluent
  Session remove(String key);

  /**
   * Writes one key of this snapshot, its value or its absence, to the session itself.
   *
   * @param key the key
   * @return fails when the session is closed
   */
  Future<Void> push(String key);

  /**
   * Writes every key this snapshot changed to the session itself, all of them or none.
   *
   * @return fails when the session is closed
   */
  Future<Void> pushAll();

  /**
   * All values of this snapshot.
   *
   * @return a copy
   */
  JsonObject settings();
}
