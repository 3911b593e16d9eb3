package io.pomelo.session.impl;

import io.pomelo.Component;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.ConnectionService;
import io.pomelo.session.Uid;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts connections and users of a frontend (pomelo
 * {@code lib/common/service/connectionService.js}). Confined to the frontend's context.
 */
public final class ConnectionVerticle implements Component, ConnectionService {

  private final ServerInfo self;
  private final Map<Object, JsonObject> users = new LinkedHashMap<>();
  private int connections;

  /**
   * Statistics that begin at zero.
   *
   * @param self the frontend
   */
  public ConnectionVerticle(ServerInfo self) {
    this.self = self;
  }

  @Override
  public String name() {
    return "__connection__";
  }

  @Override
  public Future<?> deploy(Context context) {
    return Future.succeededFuture();
  }

  void opened() {
    connections++;
  }

  /** A connection ended; {@code uid} is the user who left with it, or null. */
  void closed(Object uid) {
    connections--;
    if (uid != null) {
      loggedOut(uid);
    }
  }

  void loggedIn(Object uid, SocketAddress address) {
    users.put(uid, new JsonObject().put("uid", uid).put("loginTime", System.currentTimeMillis())
      .put("address", address.host() + ":" + address.port()));
  }

  void loggedOut(Object uid) {
    users.remove(uid);
  }

  @Override
  public int getConnectionCount() {
    return connections;
  }

  @Override
  public int getLoginedCount() {
    return users.size();
  }

  @Override
  public void updateUserInfo(Object uid, JsonObject info) {
    JsonObject user = users.get(Uid.orSame(uid));
    if (user != null) {
      user.mergeIn(info.copy()).put("uid", Uid.orSame(uid));
    }
  }

  @Override
  public JsonObject getStatisticsInfo() {
    var list = new JsonArray();
    users.values().forEach(user -> list.add(user.copy()));
    return new JsonObject().put("serverId", self.getId()).put("totalConnCount", connections)
      .put("loginedCount", users.size()).put("loginedList", list);
  }
}
