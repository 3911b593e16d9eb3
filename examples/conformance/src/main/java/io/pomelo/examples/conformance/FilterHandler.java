package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.Request;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code connector.filterHandler}: what the filters did (page, section 3.6). */
public final class FilterHandler {

  private final Application app;

  FilterHandler(Application app) {
    this.app = app;
  }

  /** Answers the before filters that saw this request; it needs the request, not only its body. */
  public Future<JsonObject> run(Request request) {
    JsonArray trace = request.get(TraceFilter.TRACE);
    return Page.done(Page.ok().put("trace", trace == null ? new JsonArray() : trace));
  }

  /** Answers an object without a code. */
  public Future<JsonObject> bare(JsonObject msg, FrontendSession session) {
    return Page.done(new JsonObject().put("ok", true));
  }

  /** Answers the after filters that ran for earlier requests of the session. */
  public Future<JsonObject> after(JsonObject msg, FrontendSession session) {
    return Page.done(Page.ok().mergeIn(TraceFilter.ranAfter(app, session)));
  }
}
