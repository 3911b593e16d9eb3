package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code connector.notifyHandler}: a list of tags for each session (page, section 3.3). */
public final class NotifyHandler {

  private final PerSession<JsonArray> tags = new PerSession<>("tags", JsonArray::new);

  NotifyHandler(Application app) {
  }

  /** Notes a tag; no answer object. */
  public Future<Void> mark(JsonObject msg, FrontendSession session) {
    note(msg, session);
    return Future.succeededFuture();
  }

  /** Notes a tag and answers. */
  public Future<JsonObject> markAndReply(JsonObject msg, FrontendSession session) {
    note(msg, session);
    return Page.done(Page.take("tag", msg, Page.ok()));
  }

  /** Notes a tag and fails. */
  public Future<Void> markAndFail(JsonObject msg, FrontendSession session) {
    note(msg, session);
    return Future.failedFuture(new IllegalStateException("failed as asked"));
  }

  /** Notes a tag and throws. */
  public Future<Void> markAndThrow(JsonObject msg, FrontendSession session) {
    note(msg, session);
    throw new IllegalStateException("thrown as asked");
  }

  /** Answers the tags noted so far and forgets them. */
  public Future<JsonObject> marks(JsonObject msg, FrontendSession session) {
    JsonArray noted = tags.of(session).copy();
    tags.of(session).clear();
    return Page.done(Page.ok().put("tags", noted));
  }

  private void note(JsonObject msg, FrontendSession session) {
    tags.of(session).add(msg.getValue("tag"));
  }
}
