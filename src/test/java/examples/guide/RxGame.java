package examples.guide;

import io.pomelo.rxjava3.Application;
import io.pomelo.rxjava3.session.Session;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;

/** A game with the API for RxJava 3. */
final class RxGame {

  private RxGame() {
  }

  // tag::rx[]
  static void setup(Application app) { // io.pomelo.rxjava3.Application
    app.route("chat", request -> Single.just("chat-1"))
      .handler("connector.entry.login", request -> {
        Session session = request.session();
        return session.rxBind(request.json().getString("uid"))
          .andThen(session.set("level", 1).rxPushAll())
          .toSingleDefault(new JsonObject().put("code", 200));
      });
  }
  // end::rx[]
}
