package io.pomelo.session;

import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.json.JsonObject;

/**
 * Statistics of this frontend: open connections and users logged in (pomelo
 * {@code ConnectionService}). The figures are kept by the framework; the methods that change them
 * in pomelo exist here only for a user's own information.
 *
 * <p>Confined to the frontend's context.
 */
@VertxGen
public interface ConnectionService {

  /**
   * How many clients are connected; a client that was refused because of
   * {@code max-connections} never counts (H13).
   *
   * @return the count
   */
  int getConnectionCount();

  /**
   * How many users are logged in; a user with several sessions counts once.
   *
   * @return the count
   */
  int getLoginedCount();

  /**
   * Adds to what is known of a user who is logged in; ignored for anybody else.
   *
   * @param uid the user
   * @param info merged over what is known; {@code uid} in it is ignored
   */
  void updateUserInfo(Object uid, JsonObject info);

  /**
   * The figures in one object.
   *
   * @return {@code {serverId, totalConnCount, loginedCount, loginedList: [{uid, loginTime, address,
   *     ...}]}}, times in milliseconds since the epoch
   */
  JsonObject getStatisticsInfo();
}
