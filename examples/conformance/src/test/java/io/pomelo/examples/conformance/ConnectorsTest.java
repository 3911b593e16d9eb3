package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.client.PomeloClient;
import io.pomelo.client.PomeloClientOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 1 of the page: what the connectors differ in, and the routing to the chat servers. */
class ConnectorsTest extends ConformanceTest {

  @Test
  void closesAFourthConnectionUntilOneOfTheThreeHasLeft() {
    var first = client("conn-limit");
    client("conn-limit");
    client("conn-limit");
    refused(PomeloClient.CLOSED, "conn-limit", new PomeloClientOptions());
    refused(PomeloClient.CLOSED, "conn-limit", new PomeloClientOptions());
    await(first.close());
    eventually(() -> answers("{'code': 200, 'data': 1, 'at': 'conn-limit'}", client("conn-limit"),
      "connector.echoHandler.echo", "{'data': 1}"));
  }

  @Test
  void refusesASecondSessionOfAUserOnThePlainConnector() {
    var first = user("conn-plain", "ann");
    var second = client("conn-plain");
    answers("{'code': 409}", second, "connector.entryHandler.login", "{'uid': 'ann'}");
    answers("{'code': 200, 'count': 1}", second, "connector.entryHandler.sessions",
      "{'uid': 'ann'}");
    await(first.close());
    eventually(() -> assertEquals(200, object(ask(second, "connector.entryHandler.login",
      json("{'uid': 'ann'}"))).getInteger("code")));
  }

  @Test
  void allowsSeveralSessionsOfAUserOnTheOthers() {
    user("conn-main", "bob");
    var second = user("conn-main", "bob");
    answers("{'code': 200, 'count': 2}", second, "connector.entryHandler.sessions",
      "{'uid': 'bob'}");
  }

  @ParameterizedTest
  @CsvSource({"b, chat-1", "bb, chat-1", "a, chat-2", "ab, chat-2", "你, chat-1", "好, chat-2"})
  void routesByTheSumOfTheUnitsOfTheRoomsName(String room, String server) {
    var client = client("conn-main");
    ask(client, "connector.entryHandler.setSession",
      json("{'key': 'room', 'push': true}").put("value", room));
    assertEquals(server, object(ask(client, "chat.echoHandler.echo")).getString("at"));
  }

  @Test
  void routesToTheFirstChatServerWithoutARoom() {
    var client = client("conn-main");
    answers("{'code': 200, 'at': 'chat-1'}", client, "chat.echoHandler.echo");
    ask(client, "connector.entryHandler.setSession",
      json("{'key': 'room', 'value': 7, 'push': true}"));
    answers("{'code': 200, 'at': 'chat-1'}", client, "chat.echoHandler.echo");
  }
}
