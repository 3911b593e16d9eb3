package io.pomelo.examples.conformance;

import io.pomelo.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** What connectors and chat servers alike answer about the asking session (sections 3.4, 4.3). */
final class SessionView {

  private SessionView() {
  }

  static JsonObject whoami(Session session) {
    return Page.ok().put("uid", session.uid()).put("frontendId", session.frontendId())
      .put("sessionId", session.id()).put("settings", session.settings());
  }

  /** Sets one value, a missing one removes the key; pushes it if asked to. */
  static Future<JsonObject> set(JsonObject msg, Session session) {
    String key = msg.getString("key");
    JsonObject answer = Page.ok();
    if (msg.containsKey("value")) {
      session.set(key, msg.getValue("value"));
      answer.put("local", session.<Object>get(key));
    } else {
      session.remove(key);
    }
    return Boolean.TRUE.equals(msg.getValue("push"))
      ? session.push(key).map(answer) : Page.done(answer);
  }

  static Future<JsonObject> setAll(JsonObject msg, Session session) {
    msg.getJsonObject("settings", new JsonObject())
      .forEach(setting -> session.set(setting.getKey(), setting.getValue()));
    return session.pushAll().map(v -> Page.ok());
  }
}
