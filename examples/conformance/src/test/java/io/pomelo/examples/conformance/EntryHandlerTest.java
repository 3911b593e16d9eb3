package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.4 of the page. */
class EntryHandlerTest extends ConformanceTest {

  private static final String ENTRY = "connector.entryHandler.";

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'uid': null}", "{'uid': ''}", "{'room': 'b'}"})
  void refusesALoginWithoutAUidWith400(String body) {
    answers("{'code': 400}", client("conn-main"), ENTRY + "login", body);
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void bindsUidsAndKeepsTheirType(ClientTransport transport) {
    for (Object uid : List.of("7", 7)) {
      var client = client("conn-plain", new PomeloClientOptions().setTransport(transport));
      var answer = object(ask(client, ENTRY + "login", new JsonObject().put("uid", uid)));
      var sessionId = answer.getValue("sessionId");
      assertEquals(json("{'code': 200, 'frontendId': 'conn-plain'}").put("uid", uid)
        .put("sessionId", sessionId), answer);
      assertEquals(json("{'code': 200, 'frontendId': 'conn-plain', 'settings': {}}").put("uid", uid)
        .put("sessionId", sessionId), ask(client, ENTRY + "whoami"));
      answers("{'code': 200, 'count': 1}", client, ENTRY + "sessions",
        new JsonObject().put("uid", uid).encode());
    }
  }

  @Test
  void refusesAnotherUidOnABoundSessionWith409() {
    var client = user("conn-main", "ann");
    answers("{'code': 409}", client, ENTRY + "login", "{'uid': 'eve'}");
    assertEquals(200, object(ask(client, ENTRY + "login", json("{'uid': 'ann'}")))
      .getInteger("code"));
    assertEquals("ann", object(ask(client, ENTRY + "whoami")).getString("uid"));
  }

  @Test
  void entersARoomAndAnswersItsUsersSorted() {
    var zoe = client("conn-main");
    var login = object(ask(zoe, ENTRY + "login", json("{'uid': 'zoe', 'room': 'sorted'}")));
    assertEquals(json("{'code': 200, 'uid': 'zoe', 'frontendId': 'conn-main', 'users': ['zoe']}")
      .put("sessionId", login.getValue("sessionId")), login);
    assertEquals(json("{'room': 'sorted'}"),
      object(ask(zoe, ENTRY + "whoami")).getJsonObject("settings"));
    var ann = object(ask(client("conn-dict"), ENTRY + "login",
      json("{'uid': 'ann', 'room': 'sorted'}")));
    assertEquals(new JsonArray(List.of("ann", "zoe")), ann.getJsonArray("users"));
    assertEquals(json("{'user': 'ann', 'room': 'sorted'}"), push(zoe, "onJoin"));
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void leavesTheRoomAsGoneWhenTheConnectionEnds(ClientTransport transport) {
    String room = "end " + transport;
    var stays = user("conn-main", "stays", room);
    var goes = client("conn-dict", new PomeloClientOptions().setTransport(transport));
    ask(goes, ENTRY + "login", json("{'uid': 'goes'}").put("room", room));
    push(stays, "onJoin");
    await(goes.close());
    assertEquals(json("{'user': 'goes', 'how': 'gone'}").put("room", room),
      push(stays, "onLeave"));
  }

  @Test
  void leavesTheRoomAsGoneWhenKicked() {
    var stays = user("conn-main", "stays", "kicked");
    var goes = user("conn-main", 42, "kicked");
    push(stays, "onJoin");
    tell(goes, ENTRY + "kickSelf", "{}");
    assertEquals(json("{'user': 42, 'room': 'kicked', 'how': 'gone'}"), push(stays, "onLeave"));
  }

  @Test
  void leavesTheRoomOnlyWithTheLastSessionOfTheUserOnTheConnector() {
    var stays = user("conn-main", "stays", "twice");
    var one = user("conn-dict", "goes", "twice");
    var two = user("conn-dict", "goes", "twice");
    assertEquals(json("{'user': 'goes', 'room': 'twice'}"), push(stays, "onJoin"));
    await(one.close());
    eventually(() -> answers("{'code': 200, 'count': 1}", two, ENTRY + "sessions",
      "{'uid': 'goes'}"));
    answers("{'code': 200, 'users': ['goes', 'stays'], 'at': '" + chatOf("twice") + "'}", two,
      "chat.roomHandler.members");
    await(two.close());
    assertEquals(json("{'user': 'goes', 'room': 'twice', 'how': 'gone'}"), push(stays, "onLeave"));
  }

  @Test
  void staysInTheRoomWhenTheSessionEndsUnbound() {
    var stays = user("conn-main", "stays", "unbound");
    var goes = user("conn-main", "goes", "unbound");
    answers("{'code': 200}", goes, ENTRY + "logout");
    await(goes.close());
    eventually(() -> assertEquals(0, object(ask(stays, ENTRY + "sessions",
      json("{'uid': 'goes'}"))).getInteger("count")));
    answers("{'code': 200, 'users': ['goes', 'stays'], 'at': '" + chatOf("unbound") + "'}", stays,
      "chat.roomHandler.members");
    noPush(stays, "onLeave");
  }

  @Test
  void unbindsOnLogoutAndAnswers404WhenNobodyIsBound() {
    var client = user("conn-main", "out");
    answers("{'code': 200}", client, ENTRY + "logout");
    answers("{'code': 404}", client, ENTRY + "logout");
    var me = object(ask(client, ENTRY + "whoami"));
    assertEquals(json("{'code': 200, 'uid': null, 'frontendId': 'conn-main', 'settings': {}}")
      .put("sessionId", me.getValue("sessionId")), me);
    answers("{'code': 200, 'count': 0}", client, ENTRY + "sessions", "{'uid': 'out'}");
  }

  @Test
  void forgetsValuesThatAreNotPushed() {
    var client = client("conn-plain");
    answers("{'code': 200, 'local': 1}", client, ENTRY + "setSession", "{'key': 'a', 'value': 1}");
    answers("{'code': 200, 'local': {'deep': [1]}}", client, ENTRY + "setSession",
      "{'key': 'b', 'value': {'deep': [1]}, 'push': true}");
    answers("{'code': 200}", client, ENTRY + "setAll", "{'settings': {'c': 'x', 'd': false}}");
    assertEquals(json("{'b': {'deep': [1]}, 'c': 'x', 'd': false}"),
      object(ask(client, ENTRY + "whoami")).getJsonObject("settings"));
  }

  @Test
  void givesEachConnectionASessionOfItsOwn() {
    var one = object(ask(client("conn-plain"), ENTRY + "whoami"));
    var other = object(ask(client("conn-plain"), ENTRY + "whoami"));
    assertNotEquals(one.getValue("sessionId"), other.getValue("sessionId"));
  }

  @Test
  void kicksTheAskingSessionWithAndWithoutAReason() {
    var one = client("conn-main");
    tell(one, ENTRY + "kickSelf", "{'reason': 'enough'}");
    assertEquals("enough", kickReason(one));
    var other = client("conn-plain");
    tell(other, ENTRY + "kickSelf", "{}");
    assertEquals("kick", kickReason(other));
  }

  @Test
  void kicksEverySessionOfAUserOnItsOwnConnectorOnly() {
    var one = user("conn-main", "kicked");
    var two = user("conn-main", "kicked");
    var elsewhere = user("conn-dict", "kicked");
    var client = client("conn-main");
    answers("{'code': 200}", client, ENTRY + "kickUid", "{'uid': 'kicked', 'reason': 'again'}");
    assertEquals("again", kickReason(one));
    assertEquals("again", kickReason(two));
    answers("{'code': 200}", client, ENTRY + "kickUid", "{'uid': 'kicked'}");
    answers("{'code': 200, 'count': 1}", elsewhere, ENTRY + "sessions", "{'uid': 'kicked'}");
  }

  @Test
  void tellsUsersOfDifferentTypeApart() {
    user("conn-main", "1");
    var number = user("conn-main", 1);
    answers("{'code': 200, 'count': 1}", number, ENTRY + "sessions", "{'uid': 1}");
    answers("{'code': 200, 'count': 1}", number, ENTRY + "sessions", "{'uid': '1'}");
    answers("{'code': 200, 'count': 0}", number, ENTRY + "sessions", "{'uid': 2}");
  }
}
