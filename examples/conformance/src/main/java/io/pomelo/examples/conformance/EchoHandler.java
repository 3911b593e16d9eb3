package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.RequestException;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code connector.echoHandler} and {@code chat.echoHandler} (page, section 3.2). */
public final class EchoHandler {

  private static final int MAX_SIZE = 4 * 1024 * 1024;
  private static final int MAX_DELAY = 5_000;

  private final Application app;

  EchoHandler(Application app) {
    this.app = app;
  }

  /** Answers what came, and where. */
  public Future<JsonObject> echo(JsonObject msg, Session session) {
    return Page.done(Page.take("data", msg, Page.ok()).put("at", app.getServerId()));
  }

  /** Answers a text of a wanted size. */
  public Future<JsonObject> size(JsonObject msg, Session session) {
    String text = Page.text(msg, "ch", "x").repeat(Page.count(msg, "n", MAX_SIZE));
    return Page.done(Page.ok().put("data", text));
  }

  /** Measures a text. A lone surrogate counts as the replacement character it would become. */
  public Future<JsonObject> length(JsonObject msg, Session session) {
    String data = Page.text(msg, "data", "");
    int bytes = data.codePoints()
      .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4).sum();
    return Page.done(Page.ok().put("chars", data.length()).put("bytes", bytes));
  }

  /** Answers later, while others go on. */
  public Future<JsonObject> delay(JsonObject msg, Session session) {
    int ms = Page.count(msg, "ms", MAX_DELAY);
    return app.vertx().timer(Math.max(1, ms)).map(v -> Page.take("tag", msg, Page.ok()));
  }

  /** Finishes without an answer object. */
  public Future<Void> none(JsonObject msg, Session session) {
    return Future.succeededFuture();
  }

  /** Answers a bare value. */
  public Future<Object> value(JsonObject msg, Session session) {
    return Page.done(msg.getValue("v"));
  }

  /** Fails without an answer. */
  public Future<Void> fail(JsonObject msg, Session session) {
    return Future.failedFuture(new IllegalStateException("failed as asked"));
  }

  /** Fails with an answer, whose code the framework adds when none was asked for. */
  public Future<Void> failWith(JsonObject msg, Session session) {
    var answer = new JsonObject();
    if (msg.getValue("code") != null) {
      Page.take("code", msg, answer);
    }
    Page.take("why", msg, answer);
    return Future.failedFuture(
      new RequestException(RequestException.DEFAULT_CODE, "failed as asked", answer));
  }

  /** Throws. */
  public Future<Void> boom(JsonObject msg, Session session) {
    throw new IllegalStateException("thrown as asked");
  }

  /** Answers once: a second answer, which pomelo lets through, cannot be written here. */
  public Future<JsonObject> twice(JsonObject msg, Session session) {
    return Page.done(Page.ok().put("n", 1));
  }

  /** Never answers; the request ends at its deadline. */
  public Future<Void> never(JsonObject msg, Session session) {
    return Promise.<Void>promise().future();
  }

  /** Tells how the body arrived. */
  public Future<JsonObject> body(Object msg, Session session) {
    List<String> keys = msg instanceof JsonObject object
      ? object.fieldNames().stream().filter(key -> !key.startsWith("__")).sorted().toList()
      : List.of();
    return Page.done(Page.ok().put("type", type(msg)).put("keys", new JsonArray(keys)));
  }

  private static String type(Object msg) {
    if (msg instanceof JsonArray) {
      return "array";
    } else if (msg instanceof String) {
      return "string";
    } else if (msg instanceof Number) {
      return "number";
    }
    return msg instanceof Boolean ? "boolean" : "object";
  }
}
