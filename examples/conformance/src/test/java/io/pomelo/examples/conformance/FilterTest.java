package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 3.6, 5.2, 5.3 and 5.4 of the page. */
class FilterTest extends ConformanceTest {

  private static final String FILTER = "connector.filterHandler.";

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void runsGlobalBeforeLocalFilters(ClientTransport transport) {
    var client = client("conn-main", new PomeloClientOptions().setTransport(transport));
    answers("{'code': 200, 'trace': ['g1', 'g2', 'b1', 'b2']}", client, FILTER + "run");
    answers("{'ok': true}", client, FILTER + "bare");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector.filterHandler.run", "connector.echoHandler.echo",
    "chat.echoHandler.echo", "area.playHandler.ok"})
  void refusesOnTheFrontendWhereverTheRequestGoes(String route) {
    var client = client("conn-main");
    answers("{'code': 500}", client, route, "{'filter': 'globalDeny'}");
    answers("{'code': 403, 'by': 'global'}", client, route, "{'filter': 'globalDenyResp'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector.filterHandler.run", "chat.echoHandler.echo"})
  void refusesOnTheServerThatHandlesTheRequest(String route) {
    var client = client("conn-main");
    answers("{'code': 500}", client, route, "{'filter': 'deny'}");
    answers("{'code': 403, 'by': 'before'}", client, route, "{'filter': 'denyResp'}");
  }

  @Test
  void answersNothingToADroppedRequestAndGoesOn() {
    var client = client("conn-plain");
    var other = client("conn-plain");
    var dropped = client.ask(FILTER + "run", json("{'filter': 'drop'}"));
    answers("{'code': 200}", other, "connector.echoHandler.delay", "{'ms': 1000}");
    assertFalse(dropped.isComplete());
    answers("{'code': 200, 'at': 'conn-plain'}", client, "connector.echoHandler.echo");
  }

  @Test
  void answersNothingToARequestDroppedOnABackendAndGoesOn() {
    var client = client("conn-plain");
    var dropped = client.ask("area.playHandler.ok", json("{'filter': 'drop'}"));
    answers("{'code': 200}", client, "connector.echoHandler.delay", "{'ms': 1000}");
    assertFalse(dropped.isComplete());
    answers("{'code': 200, 'at': 'area-1', 'uid': null}", client, "area.playHandler.ok");
  }

  @Test
  void runsAfterFiltersInReverse() {
    var client = client("conn-main");
    answers("{'code': 200, 'local': [], 'global': []}", client, FILTER + "after");
    answers("{'ok': true}", client, FILTER + "bare", "{'filter': 'trace'}");
    answers("{'code': 200, 'local': ['b2', 'b1'], 'global': ['g2', 'g1']}", client,
      FILTER + "after");
    answers("{'code': 200, 'local': [], 'global': []}", client, FILTER + "after");
  }

  @Test
  void runsAfterFiltersOfFailedRequestsAndNotificationsToo() {
    var client = client("conn-plain");
    answers("{'code': 500}", client, "connector.echoHandler.fail", "{'filter': 'trace'}");
    tell(client, "connector.notifyHandler.mark", "{'filter': 'trace'}");
    answers("{'code': 200, 'local': ['b2', 'b1', 'b2', 'b1'], 'global': ['g2', 'g1', 'g2', 'g1']}",
      client, FILTER + "after");
  }

  @Test
  void runsGlobalAfterFiltersOfForwardedRequests() {
    var client = client("conn-plain");
    answers("{'code': 200, 'at': 'chat-1'}", client, "chat.echoHandler.echo",
      "{'filter': 'trace'}");
    answers("{'code': 200, 'local': [], 'global': ['g2', 'g1']}", client, FILTER + "after");
  }

  @Test
  void keepsTheListsOfEachSessionApart() {
    var one = client("conn-plain");
    var other = client("conn-plain");
    ask(one, FILTER + "bare", json("{'filter': 'trace'}"));
    answers("{'code': 200, 'local': [], 'global': []}", other, FILTER + "after");
  }

  @Test
  void addsACodeWhereAnAfterFilterFails() {
    var client = client("conn-main");
    answers("{'ok': true, 'code': 500}", client, FILTER + "bare", "{'filter': 'afterErr'}");
    answers("{'code': 200, 'trace': ['g1', 'g2', 'b1', 'b2']}", client, FILTER + "run",
      "{'filter': 'afterErr'}");
    answers("{'code': 200, 'at': 'chat-1'}", client, "chat.echoHandler.echo",
      "{'filter': 'afterErr'}");
    answers("{'code': 500}", client, "chat.echoHandler.none", "{'filter': 'afterErr'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"globalDeny", "globalDenyResp"})
  void letsTheGlobalErrorHandlerAnswerOnTheDictConnector(String filter) {
    var client = client("conn-dict");
    for (String route : new String[] {FILTER + "run", "chat.echoHandler.echo"}) {
      assertEquals(json("{'code': 577, 'by': 'globalErrorHandler'}"),
        ask(client, route, new JsonObject().put("filter", filter)));
    }
  }

  @Test
  void leavesOtherFailuresToThemselvesOnTheDictConnector() {
    var client = client("conn-dict");
    answers("{'code': 500}", client, FILTER + "run", "{'filter': 'deny'}");
    answers("{'code': 403, 'by': 'before'}", client, FILTER + "run", "{'filter': 'denyResp'}");
    answers("{'code': 500}", client, "connector.echoHandler.fail");
  }
}
