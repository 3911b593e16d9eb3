package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.7 of the page. */
class TypedHandlerTest extends ConformanceTest {

  private static final String TYPED = "connector.typedHandler.";
  /** Every field of the definition; the floats are exact in four bytes. */
  private static final String FULL = "{'u': 4294967295, 's': -2147483648, 'i': 7, 'f': 0.5,"
    + " 'd': 0.1, 'str': 'text 你好', 'nums': [0, 1, 300], 'names': ['a', '你'],"
    + " 'at': {'x': -1, 'y': 2}, 'path': [{'x': 0, 'y': 0, 'label': 'o'}, {'x': -5, 'y': 9}],"
    + " 'items': [{'id': 1, 'name': 'one'}, {'id': 2}], 'reals': [1.5, -2.25]}";

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-plain", "conn-dict", "conn-proto"})
  void echoesAllDefinedFields(String connector) {
    var expected = json(FULL).put("code", 200);
    assertEquals(expected, ask(client(connector), TYPED + "echo", json(FULL)));
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void echoesOnlyTheFieldsThatCame(ClientTransport transport) {
    var client = client("conn-plain", new PomeloClientOptions().setTransport(transport));
    answers("{'code': 200, 'u': 1}", client, TYPED + "echo", "{'u': 1, 'other': 2}");
    answers("{'code': 200, 'str': 'x'}", client, TYPED + "echo", "{'str': 'x'}");
  }

  @Test
  void pushesNothingToAnUnboundSession() {
    var client = client("conn-proto");
    answers("{'code': 401}", client, TYPED + "push", "{'n': 1}");
    noPush(client, "onTyped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-plain", "conn-dict", "conn-proto"})
  void pushesTypedMessagesBeforeTheAnswer(String connector) {
    var client = user(connector, "typed");
    answers("{'code': 200}", client, TYPED + "push", "{'n': 3}");
    List<JsonObject> expected = IntStream.range(0, 3).mapToObj(i -> json("{'seq': " + i
      + ", 'text': 'text 你好 " + i + "', 'items': [{'id': " + i + ", 'name': 'item" + i
      + "'}, {'id': " + (i + 1) + "}]}")).toList();
    assertEquals(expected, client.pushes("onTyped"));
  }

  @Test
  void pushesNoMoreThanAHundred() {
    var client = user("conn-proto", "hundred");
    answers("{'code': 200}", client, TYPED + "push", "{'n': 500}");
    assertEquals(100, client.pushes("onTyped").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-plain", "conn-dict", "conn-proto"})
  void answersAFailureWithCode500(String connector) {
    answers("{'code': 500}", client(connector), TYPED + "fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-proto"})
  void answersAnEmptyBodyWhereARequiredFieldIsMissing(String connector) {
    var client = client(connector);
    answers("{}", client, TYPED + "broken");
    answers("{'code': 500}", client, TYPED + "fail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-plain", "conn-dict"})
  void answersWhatTheHandlerGaveWithoutDefinitions(String connector) {
    answers("{'code': 200}", client(connector), TYPED + "broken");
  }
}
