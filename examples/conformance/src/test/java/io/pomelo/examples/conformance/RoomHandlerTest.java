package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.testkit.TestClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 4.1 and 4.2 of the page. */
class RoomHandlerTest extends ConformanceTest {

  private static final String ROOM = "chat.roomHandler.";

  private static JsonObject said(Object from, String content, String room) {
    return new JsonObject().put("from", from).put("content", content).put("room", room);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "bb", "a"})
  void tellsThoseWhoAreInTheRoomThatSomebodyEnters(String room) {
    var ann = user("conn-main", "ann", room);
    var bob = user("conn-plain", 2, room);
    assertEquals(json("{'user': 2}").put("room", room), push(ann, "onJoin"));
    noPush(bob, "onJoin");
    assertEquals(json("{'code': 200, 'users': [2, 'ann']}").put("at", chatOf(room)),
      ask(ann, ROOM + "members"));
  }

  @Test
  void changesNothingWhenAUserEntersTwice() {
    var ann = user("conn-main", "ann", "again");
    user("conn-main", "bob", "again");
    push(ann, "onJoin");
    var second = user("conn-main", "bob", "again");
    assertEquals(json("{'code': 200, 'users': ['ann', 'bob']}").put("at", chatOf("again")),
      ask(second, ROOM + "members"));
    ask(ann, "connector.echoHandler.none");
    assertEquals(1, ann.pushes("onJoin").size());
  }

  @Test
  void leavesNoRoomByEnteringAnother() {
    var ann = user("conn-main", "ann", "first");
    ask(ann, "connector.entryHandler.login", json("{'uid': 'ann', 'room': 'second'}"));
    var bob = user("conn-main", "bob", "first");
    assertEquals(json("{'user': 'bob', 'room': 'first'}"), push(ann, "onJoin"));
    assertEquals(json("{'code': 200, 'users': ['ann', 'bob']}").put("at", chatOf("first")),
      ask(bob, ROOM + "members"));
  }

  @Test
  void saysSomethingToEverybodyTheSpeakerIncluded() {
    var ann = user("conn-main", "ann", "say");
    var bob = user("conn-dict", 2, "say");
    answers("{'code': 200}", ann, ROOM + "say", "{'content': 'hi 你好'}");
    answers("{'code': 200}", bob, ROOM + "say", "{'content': 'there', 'target': '*'}");
    for (TestClient client : List.of(ann, bob)) {
      assertEquals(said("ann", "hi 你好", "say"), push(client, "onChat"));
      assertEquals(said(2, "there", "say"), push(client, "onChat"));
    }
  }

  @Test
  void saysSomethingToOneMember() {
    var ann = user("conn-main", "ann", "whisper");
    var bob = user("conn-plain", "bob", "whisper");
    answers("{'code': 200}", ann, ROOM + "say", "{'content': 'psst', 'target': 'bob'}");
    assertEquals(said("ann", "psst", "whisper"), push(bob, "onChat"));
    answers("{'code': 404}", ann, ROOM + "say", "{'content': 'psst', 'target': 'nobody'}");
    noPush(ann, "onChat");
  }

  @Test
  void reachesEverySessionOfAMemberOnceOnTheConnectorItEnteredFrom() {
    var ann = user("conn-main", "ann", "sessions");
    var again = user("conn-main", "ann", "sessions");
    var elsewhere = user("conn-dict", "ann");
    answers("{'code': 200}", ann, ROOM + "say", "{'content': 'x'}");
    assertEquals(said("ann", "x", "sessions"), push(again, "onChat"));
    for (TestClient client : List.of(ann, again)) {
      ask(client, "connector.echoHandler.none");
      assertEquals(List.of(said("ann", "x", "sessions")), client.pushes("onChat"));
    }
    noPush(elsewhere, "onChat");
  }

  @Test
  void knowsNoRoomThatNobodyEntered() {
    var client = user("conn-main", "lonely");
    answers("{'code': 404}", client, ROOM + "say", "{'content': 'x'}");
    answers("{'code': 404}", client, ROOM + "burst", "{'n': 1, 'size': 1}");
    answers("{'code': 404}", client, ROOM + "leave");
    answers("{'code': 200, 'users': [], 'at': 'chat-1'}", client, ROOM + "members");
    answers("{'code': 200}", client, ROOM + "destroy");
  }

  @Test
  void leavesARoom() {
    var ann = user("conn-main", "ann", "leave");
    var bob = user("conn-main", "bob", "leave");
    answers("{'code': 200}", bob, ROOM + "leave");
    assertEquals(json("{'user': 'bob', 'room': 'leave', 'how': 'left'}"), push(ann, "onLeave"));
    noPush(bob, "onLeave");
    answers("{'code': 404}", bob, ROOM + "leave");
    assertEquals(json("{'code': 200, 'users': ['ann']}").put("at", chatOf("leave")),
      ask(bob, ROOM + "members"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-dict"})
  void sendsABurstInOrder(String connector) {
    String room = "burst " + connector;
    var ann = user(connector, "ann", room);
    var bob = user("conn-plain", "bob", room);
    answers("{'code': 200, 'n': 300}", ann, ROOM + "burst", "{'n': 300, 'size': 10}");
    List<JsonObject> expected = IntStream.range(0, 300)
      .mapToObj(i -> new JsonObject().put("seq", i).put("data", "b".repeat(10))).toList();
    for (TestClient client : List.of(ann, bob)) {
      ask(client, "connector.echoHandler.none");
      assertEquals(expected, client.pushes("onBurst"));
    }
  }

  @Test
  void sendsNoMoreThanTwoThousandMessagesOfAMebibyte() {
    var ann = user("conn-main", "ann", "limits");
    answers("{'code': 200, 'n': 2000}", ann, ROOM + "burst", "{'n': 2001, 'size': 0}");
    ask(ann, "connector.echoHandler.none");
    assertEquals(2_000, ann.pushes("onBurst").size());
    answers("{'code': 200, 'n': 1}", ann, ROOM + "burst", "{'n': 1, 'size': 2000000}");
    ask(ann, "connector.echoHandler.none");
    var last = object(ann.pushes("onBurst").get(2_000));
    assertEquals(1_048_576, last.getString("data").length());
  }

  @Test
  void destroysARoom() {
    var ann = user("conn-main", "ann", "destroy");
    answers("{'code': 200}", ann, ROOM + "destroy");
    answers("{'code': 404}", ann, ROOM + "say", "{'content': 'x'}");
    assertEquals(json("{'code': 200, 'users': []}").put("at", chatOf("destroy")),
      ask(ann, ROOM + "members"));
    noPush(ann, "onChat");
  }
}
