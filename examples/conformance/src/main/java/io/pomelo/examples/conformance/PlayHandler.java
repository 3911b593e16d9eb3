package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** {@code area.playHandler}: handlers below an error handler (page, section 5.1). */
public final class PlayHandler {

  private final Application app;

  PlayHandler(Application app) {
    this.app = app;
  }

  /** Answers where it ran, and for whom. */
  public Future<JsonObject> ok(JsonObject msg, Session session) {
    return Page.done(Page.ok().put("at", app.getServerId()).put("uid", session.uid()));
  }

  /** Fails with the given text, which the area's error handler tells the client. */
  public Future<Void> fail(JsonObject msg, Session session) {
    return Future.failedFuture(
      new IllegalStateException(String.valueOf(msg.getValue("why", ""))));
  }
}
