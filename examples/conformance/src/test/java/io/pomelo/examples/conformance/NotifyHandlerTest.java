package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 3.3 of the page. */
class NotifyHandlerTest extends ConformanceTest {

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void handlesNotificationsInOrderWhateverTheirHandlersDo(ClientTransport transport) {
    var client = client("conn-main", new PomeloClientOptions().setTransport(transport));
    tell(client, "connector.notifyHandler.mark", "{'tag': 'a'}");
    tell(client, "connector.notifyHandler.markAndReply", "{'tag': 'b'}");
    tell(client, "connector.notifyHandler.markAndFail", "{'tag': 'c'}");
    tell(client, "connector.notifyHandler.markAndThrow", "{'tag': 'd'}");
    tell(client, "connector.notifyHandler.mark", "{'tag': 5}");
    answers("{'code': 200, 'tags': ['a', 'b', 'c', 'd', 5]}", client,
      "connector.notifyHandler.marks");
    answers("{'code': 200, 'tags': []}", client, "connector.notifyHandler.marks");
  }

  @Test
  void keepsTheTagsOfEachSessionApart() {
    var one = client("conn-plain");
    var other = client("conn-plain");
    tell(one, "connector.notifyHandler.mark", "{'tag': 'one'}");
    answers("{'code': 200, 'tags': ['one']}", one, "connector.notifyHandler.marks");
    answers("{'code': 200, 'tags': []}", other, "connector.notifyHandler.marks");
  }

  @Test
  void answersTheSameMethodsWhenTheyAreRequested() {
    var client = client("conn-plain");
    answers("{}", client, "connector.notifyHandler.mark", "{'tag': 'a'}");
    answers("{'code': 200, 'tag': 'b'}", client, "connector.notifyHandler.markAndReply",
      "{'tag': 'b'}");
    answers("{'code': 500}", client, "connector.notifyHandler.markAndFail", "{'tag': 'c'}");
    answers("{'code': 500}", client, "connector.notifyHandler.markAndThrow", "{'tag': 'd'}");
    answers("{'code': 200, 'tags': ['a', 'b', 'c', 'd']}", client, "connector.notifyHandler.marks");
  }

  @Test
  void answersNoNotificationOfAFilterOrABackendEither() {
    var client = client("conn-plain");
    tell(client, "connector.notifyHandler.mark", "{'tag': 'no', 'filter': 'deny'}");
    tell(client, "connector.notifyHandler.mark", "{'tag': 'no', 'filter': 'globalDenyResp'}");
    tell(client, "chat.echoHandler.boom", "{}");
    tell(client, "chat.echoHandler.echo", "{'data': 1}");
    tell(client, "no.such.route", "{}");
    tell(client, "connector.notifyHandler.mark", "{'tag': 'yes'}");
    answers("{'code': 200, 'tags': ['yes']}", client, "connector.notifyHandler.marks");
    assertEquals(new JsonObject(), ask(client, "chat.echoHandler.none"));
  }
}
