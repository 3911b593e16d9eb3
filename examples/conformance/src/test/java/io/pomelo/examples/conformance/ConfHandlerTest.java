package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section 3.1 of the page. */
class ConfHandlerTest extends ConformanceTest {

  @Test
  void namesTheImplementationAndThePortsOfAllConnectors() {
    var answer = object(ask(client("conn-plain"), "connector.confHandler.endpoints"));
    var connectors = new JsonObject();
    for (String name : List.of("main", "plain", "dict", "proto", "limit")) {
      int port = port("conn-" + name);
      connectors.put(name, new JsonObject().put("ws", port).put("tcp", port));
    }
    assertFalse(answer.getString("impl").isBlank());
    assertEquals(
      new JsonObject().put("code", 200).put("impl", answer.getString("impl"))
        .put("connectors", connectors), answer);
  }

  @Test
  void countsConnectionsUsersAndSessions() {
    var first = client("conn-dict");
    answers("{'code': 200, 'connections': 1, 'logins': 0, 'sessions': 1}", first,
      "connector.confHandler.stats");
    var second = user("conn-dict", "ann");
    user("conn-dict", "ann");
    answers("{'code': 200, 'connections': 3, 'logins': 1, 'sessions': 3}", first,
      "connector.confHandler.stats");
    await(second.close());
    eventually(() -> answers("{'code': 200, 'connections': 2, 'logins': 1, 'sessions': 2}", first,
      "connector.confHandler.stats"));
  }
}
