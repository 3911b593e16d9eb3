package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.testkit.TestClient;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.5 of the page. */
class PushHandlerTest extends ConformanceTest {

  private static final String PUSH = "connector.pushHandler.";

  private static List<JsonObject> run(int n, Object data) {
    return IntStream.range(0, n)
      .mapToObj(i -> new JsonObject().put("seq", i).put("data", data)).toList();
  }

  @Test
  void pushesNothingToAnUnboundSession() {
    var client = client("conn-main");
    answers("{'code': 401}", client, PUSH + "toSelf", "{'route': 'onTick', 'n': 1, 'data': 1}");
    noPush(client, "onTick");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-plain", "conn-dict", "conn-proto", "conn-limit"})
  void pushesInOrderBeforeTheAnswer(String connector) {
    var client = user(connector, "self");
    for (String route : List.of("onTick", "onPlain")) {
      var answer = client.ask(PUSH + "toSelf",
        json("{'n': 50, 'data': {'text': '你好'}}").put("route", route));
      // Counted on the client's context the moment the answer is there.
      int pushed = await(answer.map(v -> client.pushes(route).size()));
      assertEquals(json("{'code': 200, 'n': 50}"), answer.result());
      assertEquals(50, pushed);
      assertEquals(run(50, json("{'text': '你好'}")), client.pushes(route));
    }
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void pushesNoMoreThanTwoThousand(ClientTransport transport) {
    var client = client("conn-main", new PomeloClientOptions().setTransport(transport));
    ask(client, "connector.entryHandler.login", new JsonObject().put("uid", transport.name()));
    answers("{'code': 200, 'n': 2000}", client, PUSH + "toSelf",
      "{'route': 'onTick', 'n': 3000, 'data': 'x'}");
    assertEquals(run(2_000, "x"), client.pushes("onTick"));
  }

  @Test
  void pushesMessagesWithoutData() {
    var client = user("conn-plain", "nodata");
    answers("{'code': 200, 'n': 1}", client, PUSH + "toSelf", "{'route': 'onTick', 'n': 1}");
    assertEquals(json("{'seq': 0}"), push(client, "onTick"));
    answers("{'code': 200, 'n': 0}", client, PUSH + "toSelf", "{'route': 'onTick', 'n': 0}");
  }

  @Test
  void pushesToEverySessionOfTheUserOnThisConnectorOnly() {
    var one = user("conn-main", "many");
    var two = user("conn-main", "many");
    var elsewhere = user("conn-dict", "many");
    ask(one, PUSH + "toSelf", json("{'route': 'onTick', 'n': 2, 'data': 0}"));
    ask(two, "connector.echoHandler.none");
    assertEquals(run(2, 0), one.pushes("onTick"));
    assertEquals(run(2, 0), two.pushes("onTick"));
    noPush(elsewhere, "onTick");
  }

  @Test
  void pushesToAUserOnThisOrAnotherConnector() {
    var here = user("conn-main", "here");
    var there = user("conn-dict", 77);
    answers("{'code': 200, 'fails': []}", here, PUSH + "toUid",
      "{'uid': 'here', 'route': 'onPlain', 'msg': {'a': 1}}");
    assertEquals(json("{'a': 1}"), push(here, "onPlain"));
    answers("{'code': 200, 'fails': []}", here, PUSH + "toUid",
      "{'uid': 77, 'frontendId': 'conn-dict', 'route': 'onTick', 'msg': {'b': [2]}}");
    assertEquals(json("{'b': [2]}"), push(there, "onTick"));
  }

  @Test
  void tellsWhomAPushMissed() {
    var client = user("conn-main", "asks");
    answers("{'code': 200, 'fails': ['nobody']}", client, PUSH + "toUid",
      "{'uid': 'nobody', 'route': 'onTick', 'msg': {'a': 1}}");
    answers("{'code': 200, 'fails': ['asks']}", client, PUSH + "toUid",
      "{'uid': 'asks', 'frontendId': 'conn-dict', 'route': 'onTick', 'msg': {'a': 1}}");
    answers("{'code': 500, 'fails': []}", client, PUSH + "toUid",
      "{'uid': 'asks', 'frontendId': 'no-such', 'route': 'onTick', 'msg': {'a': 1}}");
    noPush(client, "onTick");
  }

  @Test
  void broadcastsToAllSessionsOfAllConnectors() {
    var unbound = client("conn-plain");
    List<TestClient> all = List.of(unbound, user("conn-main", "all"), client("conn-dict"),
      client("conn-proto"), client("conn-limit"));
    // A broadcast passes by a client whose ack is still on its way.
    all.forEach(client -> ask(client, "connector.echoHandler.none"));
    answers("{'code': 200}", unbound, PUSH + "broadcast",
      "{'route': 'onWorld', 'msg': {'text': 'hello'}, 'binded': false}");
    for (TestClient client : all) {
      assertEquals(json("{'text': 'hello'}"), push(client, "onWorld"));
    }
  }

  @Test
  void broadcastsToBoundSessionsOnceEach() {
    var unbound = client("conn-main");
    List<TestClient> bound = List.of(user("conn-main", "bound"), user("conn-main", "bound"),
      user("conn-dict", "bound"), user("conn-plain", "bound"));
    answers("{'code': 200}", unbound, PUSH + "broadcast",
      "{'route': 'onWorld', 'msg': {'n': 1}, 'binded': true}");
    for (TestClient client : bound) {
      assertEquals(json("{'n': 1}"), push(client, "onWorld"));
      ask(client, "connector.echoHandler.none");
      assertEquals(1, client.pushes("onWorld").size());
    }
    noPush(unbound, "onWorld");
  }
}
