package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section 4.3 of the page. */
class SessionHandlerTest extends ConformanceTest {

  private static final String SESSION = "chat.sessionHandler.";
  private static final String ENTRY = "connector.entryHandler.";

  @Test
  void seesTheSameSessionAsTheConnector() {
    var client = client("conn-main");
    var unbound = object(ask(client, ENTRY + "whoami"));
    assertEquals(unbound.copy().put("at", "chat-1"), ask(client, SESSION + "whoami"));
    ask(client, ENTRY + "login", json("{'uid': 8}"));
    ask(client, ENTRY + "setAll", json("{'settings': {'a': {'deep': [1, null]}, 'b': 0}}"));
    var bound = object(ask(client, ENTRY + "whoami"));
    assertEquals(8, bound.getValue("uid"));
    assertEquals(bound.copy().put("at", "chat-1"), ask(client, SESSION + "whoami"));
  }

  @Test
  void setsValuesAndPushesThemToTheConnector() {
    var client = client("conn-plain");
    answers("{'code': 200, 'local': 'x'}", client, SESSION + "set", "{'key': 'a', 'value': 'x'}");
    answers("{'code': 200, 'local': 'y'}", client, SESSION + "set",
      "{'key': 'b', 'value': 'y', 'push': true}");
    answers("{'code': 200}", client, SESSION + "setAll", "{'settings': {'c': 1, 'd': [2]}}");
    assertEquals(json("{'b': 'y', 'c': 1, 'd': [2]}"),
      object(ask(client, ENTRY + "whoami")).getJsonObject("settings"));
  }

  @Test
  void bindsAndUnbinds() {
    var client = client("conn-main");
    answers("{'code': 200, 'uid': 'ann'}", client, SESSION + "bind", "{'uid': 'ann'}");
    answers("{'code': 200, 'uid': 'ann'}", client, SESSION + "bind", "{'uid': 'ann'}");
    answers("{'code': 409, 'uid': 'ann'}", client, SESSION + "bind", "{'uid': 'eve'}");
    assertEquals("ann", object(ask(client, ENTRY + "whoami")).getValue("uid"));
    answers("{'code': 409, 'uid': 'ann'}", client, SESSION + "unbind", "{'uid': 'eve'}");
    answers("{'code': 200, 'uid': null}", client, SESSION + "unbind", "{'uid': 'ann'}");
    answers("{'code': 409, 'uid': null}", client, SESSION + "unbind", "{'uid': 'ann'}");
    answers("{'code': 200, 'count': 0}", client, ENTRY + "sessions", "{'uid': 'ann'}");
  }

  @Test
  void isRefusedASecondSessionOfAUserOnThePlainConnector() {
    user("conn-plain", 5);
    var second = client("conn-plain");
    answers("{'code': 409, 'uid': null}", second, SESSION + "bind", "{'uid': 5}");
    answers("{'code': 200, 'uid': '5'}", second, SESSION + "bind", "{'uid': '5'}");
  }

  @Test
  void kicksUsersOnAnyConnector() {
    var asks = client("conn-main");
    var here = user("conn-main", "victim");
    var there = user("conn-dict", "victim");
    answers("{'code': 200}", asks, SESSION + "kickUid", "{'uid': 'victim'}");
    assertEquals("kick", kickReason(here));
    answers("{'code': 200, 'count': 1}", there, ENTRY + "sessions", "{'uid': 'victim'}");
    answers("{'code': 200}", asks, SESSION + "kickUid",
      "{'uid': 'victim', 'frontendId': 'conn-dict', 'reason': 'out'}");
    assertEquals("out", kickReason(there));
    answers("{'code': 200}", asks, SESSION + "kickUid", "{'uid': 'victim'}");
  }

  @Test
  void kicksSingleSessionsOnAnyConnector() {
    var asks = client("conn-main");
    var here = user("conn-main", "ann");
    user("conn-main", "ann");
    var there = client("conn-plain");
    ask(asks, SESSION + "kickSid", new JsonObject().put("sessionId", sessionId(here)));
    assertEquals("kick", kickReason(here));
    answers("{'code': 200, 'count': 1}", asks, ENTRY + "sessions", "{'uid': 'ann'}");
    assertEquals(json("{'code': 200}"), ask(asks, SESSION + "kickSid",
      json("{'frontendId': 'conn-plain', 'reason': 'out'}").put("sessionId", sessionId(there))));
    assertEquals("out", kickReason(there));
    answers("{'code': 200}", asks, SESSION + "kickSid", "{'sessionId': 999999}");
  }

  private static Object sessionId(TestClient client) {
    return object(ask(client, ENTRY + "whoami")).getValue("sessionId");
  }

  @Test
  void looksUpTheSessionsOfAUser() {
    var one = user("conn-main", "looked");
    var two = user("conn-main", "looked");
    user("conn-dict", "looked");
    ask(one, ENTRY + "setAll", json("{'settings': {'n': 1}}"));
    ask(two, ENTRY + "setAll", json("{'settings': {'n': 2}}"));
    var found = object(ask(one, SESSION + "lookup", json("{'uid': 'looked'}")));
    assertEquals(2, found.getInteger("count"));
    assertEquals(List.of(1, 2), found.getJsonArray("settings").stream()
      .map(settings -> ((JsonObject) settings).getInteger("n")).sorted().toList());
    answers("{'code': 200, 'count': 1, 'settings': [{}]}", one, SESSION + "lookup",
      "{'uid': 'looked', 'frontendId': 'conn-dict'}");
    assertEquals(new JsonObject().put("code", 200).put("count", 0).put("settings", new JsonArray()),
      ask(one, SESSION + "lookup", json("{'uid': 'nobody'}")));
  }

  @Test
  void looksAndKicksOnTheConnectorOfTheAskingSessionByDefault() {
    var asks = client("conn-dict");
    var here = user("conn-dict", "default");
    var other = client("conn-dict");
    user("conn-main", "default");
    user("conn-main", "default");
    answers("{'code': 200, 'count': 1, 'settings': [{}]}", asks, SESSION + "lookup",
      "{'uid': 'default'}");
    ask(asks, SESSION + "kickSid", new JsonObject().put("sessionId", sessionId(other)));
    assertEquals("kick", kickReason(other));
    ask(asks, SESSION + "kickUid", json("{'uid': 'default', 'reason': 'here'}"));
    assertEquals("here", kickReason(here));
    answers("{'code': 200, 'count': 2, 'settings': [{}, {}]}", asks, SESSION + "lookup",
      "{'uid': 'default', 'frontendId': 'conn-main'}");
  }
}
