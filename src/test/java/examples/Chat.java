package examples;

import io.pomelo.Application;
import io.pomelo.PomeloVerticle;
import io.pomelo.channel.Channel;
import io.pomelo.connector.ConnectorOptions;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A chat with rooms: clients log in at a connector, rooms live on chat servers. */
public final class Chat extends PomeloVerticle {

  public static void main(String[] args) {
    PomeloVerticle.run(Chat::new, args);
  }

  @Override
  protected void setup(Application app) { // called once for each server of this JVM
    app.set("connectorConfig", new ConnectorOptions().setHeartbeat(3).setUseDict(true))
      .handler("connector.entry.enter", request -> {
        Session session = request.session();
        return session.bind(request.json().getString("name"))
          .compose(bound -> session.set("room", request.json().getString("room")).pushAll())
          .map(pushed -> new JsonObject().put("code", 200));
      })
      .route("chat", request -> { // all of a room on one server
        var servers = app.getServersByType("chat");
        int hash = request.session().get("room").hashCode();
        return Future.succeededFuture(servers.get(Math.floorMod(hash, servers.size())).getId());
      })
      .handler("chat.room.join", request -> {
        Channel room = app.channelService().getChannel(request.session().get("room"), true);
        room.add(request.session().uid(), request.session().frontendId());
        return room.pushMessage("onJoin", new JsonObject().put("user", request.session().uid()))
          .map(pushed -> new JsonObject().put("users", new JsonArray(room.getMembers())));
      })
      .handler("chat.room.say", request -> app.channelService()
        .getChannel(request.session().get("room"), true)
        .pushMessage("onChat", new JsonObject().put("from", request.session().uid())
          .put("text", request.json().getString("text")))
        .map(pushed -> new JsonObject().put("code", 200)));
  }
}
