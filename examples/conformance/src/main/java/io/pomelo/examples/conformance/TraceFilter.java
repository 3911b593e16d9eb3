package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.Filter;
import io.pomelo.Request;
import io.pomelo.RequestException;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One of the filters {@code g1}, {@code g2}, {@code b1}, {@code b2}: notes that it ran, and does
 * what the field {@code filter} of the body asks of it (page, sections 5.2 and 5.3).
 */
final class TraceFilter implements Filter {

  /** The key of a request under which its before filters note their names. */
  static final String TRACE = "trace";

  private final String name;
  private final String list;
  private final PerSession<JsonObject> ran;
  private final Map<String, Supplier<Future<Void>>> before;
  private final Map<String, Supplier<Future<Void>>> after;

  private TraceFilter(String name, String list, PerSession<JsonObject> ran,
    Map<String, Supplier<Future<Void>>> before, Map<String, Supplier<Future<Void>>> after) {
    this.name = name;
    this.list = list;
    this.ran = ran;
    this.before = before;
    this.after = after;
  }

  /** Gives a server its filters, and the setting that {@link #ranAfter} reads. */
  static void install(Application app) {
    var ran = new PerSession<>("filters", TraceFilter::nothingRan);
    app.set(TraceFilter.class.getName(), ran)
      .configure("all", "connector", connector -> connector
        .globalFilter(new TraceFilter("g1", "global", ran, Map.of(), Map.of()))
        .globalFilter(new TraceFilter("g2", "global", ran, Map.of(
          "globalDeny", () -> refuse(null),
          "globalDenyResp", () -> refuse(Page.code(403).put("by", "global"))), Map.of())))
      .filter(new TraceFilter("b1", "local", ran, Map.of(), Map.of(
        "afterErr", () -> Future.failedFuture(new IllegalStateException("failed as asked")))))
      .filter(new TraceFilter("b2", "local", ran, Map.of(
        "deny", () -> refuse(null),
        "denyResp", () -> refuse(Page.code(403).put("by", "before")),
        "drop", () -> Promise.<Void>promise().future()), Map.of()));
  }

  /** The names of the after filters that ran for a session of this connector, and forgets them. */
  static JsonObject ranAfter(Application app, FrontendSession session) {
    PerSession<JsonObject> ran = app.get(TraceFilter.class.getName());
    JsonObject lists = ran.of(session).copy();
    ran.of(session).mergeIn(nothingRan());
    return lists;
  }

  private static JsonObject nothingRan() {
    return new JsonObject().put("local", new JsonArray()).put("global", new JsonArray());
  }

  /** A plain failure carries no text to the client; one with an answer carries that. */
  private static Future<Void> refuse(JsonObject answer) {
    String message = "refused by filter";
    return Future.failedFuture(answer == null ? new IllegalStateException(message)
      : new RequestException(403, message, answer));
  }

  @Override
  public Future<Void> before(Request request) {
    if (request.msg() instanceof JsonObject) {
      JsonArray trace = request.get(TRACE);
      request.put(TRACE, (trace == null ? new JsonArray() : trace).add(name));
    }
    return asked(request, before);
  }

  @Override
  public Future<Void> after(Request request) {
    if ("trace".equals(steer(request)) && request.session() instanceof FrontendSession session) {
      ran.of(session).getJsonArray(list).add(name);
    }
    return asked(request, after);
  }

  private static Future<Void> asked(Request request, Map<String, Supplier<Future<Void>>> effects) {
    Supplier<Future<Void>> effect = effects.get(steer(request));
    return effect == null ? Future.succeededFuture() : effect.get();
  }

  private static String steer(Request request) {
    return request.msg() instanceof JsonObject body ? Page.text(body, "filter", "") : "";
  }
}
