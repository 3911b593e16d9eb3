package io.pomelo.examples.conformance;

import io.pomelo.Application;
import io.pomelo.channel.Member;
import io.pomelo.session.FrontendSession;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code connector.typedHandler}: routes with protobuf definitions (page, section 3.7). */
public final class TypedHandler {

  private static final List<String> FIELDS = List.of("u", "s", "i", "f", "d", "str", "nums",
    "names", "at", "path", "items", "reals");
  private static final int MAX_PUSHES = 100;
  private static final int PUSH_SIZE = 128;

  private final Application app;

  TypedHandler(Application app) {
    this.app = app;
  }

  /** Answers the defined fields that came. */
  public Future<JsonObject> echo(JsonObject msg, FrontendSession session) {
    JsonObject answer = Page.ok();
    FIELDS.forEach(field -> Page.take(field, msg, answer));
    return Page.done(answer);
  }

  /** Pushes a numbered run of typed messages to the asking user, then answers. */
  public Future<JsonObject> push(JsonObject msg, FrontendSession session) {
    if (session.uid() == null) {
      return Page.done(Page.code(401));
    }
    List<Member> self = List.of(new Member(session.uid(), session.frontendId()));
    return new Pushes(Page.count(msg, "n", MAX_PUSHES), PUSH_SIZE, i -> app.channelService()
      .pushMessageByUids("onTyped", typed(i), self))
      .run().map(v -> Page.ok());
  }

  private static JsonObject typed(int i) {
    return new JsonObject().put("seq", i).put("text", "text 你好 " + i).put("items", new JsonArray()
      .add(new JsonObject().put("id", i).put("name", "item" + i))
      .add(new JsonObject().put("id", i + 1)));
  }

  /** Fails. */
  public Future<Void> fail(JsonObject msg, FrontendSession session) {
    return Future.failedFuture(new IllegalStateException("failed as asked"));
  }

  /** Answers without the field its definition requires. */
  public Future<JsonObject> broken(JsonObject msg, FrontendSession session) {
    return Page.done(Page.ok());
  }
}
