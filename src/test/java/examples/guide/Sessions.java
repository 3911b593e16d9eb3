package examples.guide;

import io.pomelo.Application;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.SessionOptions;
import io.pomelo.session.SingleSessionPolicy;
import io.pomelo.session.SingleSessionScope;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Sessions on frontends and backends. */
final class Sessions {

  final List<Object> gone = new ArrayList<>();

  void setup(Application app) {
    // tag::login[]
    app.handler("connector.entry.login", request -> {
      var session = (FrontendSession) request.session();
      session.closeHandler(closed -> gone.add(closed.uid()));
      return session.bind(request.json().getValue("uid"))
        .compose(bound -> session.set("level", 1).pushAll())
        .map(pushed -> new JsonObject().put("code", 200));
    });
    // end::login[]
    // tag::levelUp[]
    app.handler("area.player.levelUp", request -> {
      int level = request.session().<Integer>get("level") + 1;
      return request.session().set("level", level).push("level")
        .map(pushed -> new JsonObject().put("level", level));
    });
    // end::levelUp[]
    // tag::single[]
    app.set("sessionConfig", new SessionOptions().setSingleSession(true)
      .setScope(SingleSessionScope.CLUSTER).setPolicy(SingleSessionPolicy.KICK_OLD));
    // end::single[]
  }

  // tag::kick[]
  static Future<Integer> kickEverywhere(Application app, Object uid) {
    var sessions = app.backendSessionService();
    var kicks = app.getServersByType("connector").stream()
      .map(server -> sessions.kickByUid(server.getId(), uid, "banned")).toList();
    return Future.join(kicks).map(kicks.size());
  }
  // end::kick[]
}
