package examples.guide;

import io.pomelo.client.PomeloClient;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** A player that is a program. */
final class Bot {

  private Bot() {
  }

  // tag::bot[]
  static Future<PomeloClient> join(Vertx vertx, int port, String uid) {
    return PomeloClient.connect(vertx, new PomeloClientOptions().setPort(port)).compose(client -> {
      client.onPush("onChat", message -> {
        if (!uid.equals(message.getString("from"))) {
          client.notify("chat.room.say", new JsonObject().put("text", "hello, I am a bot"));
        }
      });
      return client.request("connector.entry.login", new JsonObject().put("uid", uid))
        .compose(in -> client.request("chat.room.join", new JsonObject()))
        .map(joined -> client);
    });
  }
  // end::bot[]
}
