package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.channel.Member;
import io.pomelo.channel.PushOptions;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code connector.pushHandler}: pushes to users and to everybody (page, section 3.5). */
public final class PushHandler {

  private static final int MAX_PUSHES = 2_000;

  private final Application app;

  PushHandler(Application app) {
    this.app = app;
  }

  /** Pushes a numbered run to the asking user, then answers. */
  public Future<JsonObject> toSelf(JsonObject msg, FrontendSession session) {
    if (session.uid() == null) {
      return Page.done(Page.code(401));
    }
    List<Member> self = List.of(new Member(session.uid(), session.frontendId()));
    String route = msg.getString("route");
    int n = Page.count(msg, "n", MAX_PUSHES);
    int size = msg.containsKey("data") ? String.valueOf(msg.getValue("data")).length() : 0;
    return new Pushes(n, size, i -> app.channelService()
      .pushMessageByUids(route, Page.take("data", msg, new JsonObject().put("seq", i)), self))
      .run().map(v -> Page.ok().put("n", n));
  }

  /** Pushes to one user on any connector. */
  public Future<JsonObject> toUid(JsonObject msg, FrontendSession session) {
    Member member = new Member(msg.getValue("uid"),
      Page.text(msg, "frontendId", app.getServerId()));
    return app.channelService()
      .pushMessageByUids(msg.getString("route"), msg.getValue("msg"), List.of(member))
      .map(result -> {
        var fails = new JsonArray();
        result.getOffline().forEach(offline -> fails.add(offline.getUid()));
        return result.getFailedFrontends().isEmpty() ? Page.ok().put("fails", fails) : notPushed();
      })
      .otherwise(failure -> notPushed());
  }

  private static JsonObject notPushed() {
    return Page.code(500).put("fails", new JsonArray());
  }

  /** Pushes to all sessions of all connectors, or to the bound ones. */
  public Future<JsonObject> broadcast(JsonObject msg, FrontendSession session) {
    var options = new PushOptions().setBinded(Boolean.TRUE.equals(msg.getValue("binded")));
    return app.channelService()
      .broadcast("connector", msg.getString("route"), msg.getValue("msg"), options)
      .map(result -> result.getFailedFrontends().isEmpty() ? Page.ok() : Page.code(500))
      .otherwise(failure -> Page.code(500));
  }
}
