package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.2 of the page, on a connector and, as its section 4 wants it, on a chat server. */
class EchoHandlerTest extends ConformanceTest {

  @ParameterizedTest
  @CsvSource({"connector, conn-plain", "chat, chat-1"})
  void echoesAnyDataAndNamesTheServer(String type, String server) {
    var client = client("conn-plain");
    List<Object> data = Arrays.asList("text 你好 😀 \" \\ \n", 1, -2.5, 9007199254740991L, true, false,
      null, "", 0, new JsonArray().add(1).add("b").addNull(), new JsonObject().put("a",
        new JsonObject().putNull("b")));
    for (Object value : data) {
      assertEquals(new JsonObject().put("code", 200).put("data", value).put("at", server),
        ask(client, type + ".echoHandler.echo", new JsonObject().put("data", value)));
    }
    answers("{'code': 200, 'at': '" + server + "'}", client, type + ".echoHandler.echo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void answersATextOfTheWantedSize(String type) {
    var client = client("conn-plain");
    answers("{'code': 200, 'data': 'xxx'}", client, type + ".echoHandler.size", "{'n': 3}");
    answers("{'code': 200, 'data': '你你'}", client, type + ".echoHandler.size",
      "{'n': 2, 'ch': '你'}");
    answers("{'code': 200, 'data': ''}", client, type + ".echoHandler.size", "{'n': 0}");
  }

  @Test
  void cutsTheWantedSizeToFourMebibytes() {
    var answer = object(ask(client("conn-plain"), "connector.echoHandler.size",
      json("{'n': 5000000}")));
    assertEquals(4_194_304, answer.getString("data").length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void measuresText(String type) {
    answers("{'code': 200, 'chars': 6, 'bytes': 11}", client("conn-plain"),
      type + ".echoHandler.length", "{'data': 'aé你😀x'}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void answersLaterWithoutHoldingUpOthers(String type) {
    var client = client("conn-plain");
    var later = client.request(type + ".echoHandler.delay", json("{'ms': 300, 'tag': 'late'}"));
    answers("{'code': 200}", client, type + ".echoHandler.delay", "{'ms': 0}");
    ask(client, type + ".echoHandler.echo");
    assertFalse(later.isComplete());
    assertEquals(json("{'code': 200, 'tag': 'late'}"), await(later));
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void answersAnEmptyObjectWhereTheHandlerHasNone(String type) {
    answers("{}", client("conn-plain"), type + ".echoHandler.none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void answersBareValues(String type) {
    var client = client("conn-plain");
    List<Object> values = List.of(json("{'a': 1}"), new JsonArray().add(1).add("b"),
      new JsonArray(), "text", 5, -1.5, true);
    for (Object value : values) {
      assertEquals(value,
        ask(client, type + ".echoHandler.value", new JsonObject().put("v", value)));
    }
    for (Object nothing : Arrays.asList(0, false, null, "")) {
      assertEquals(new JsonObject(),
        ask(client, type + ".echoHandler.value", new JsonObject().put("v", nothing)));
    }
    answers("{}", client, type + ".echoHandler.value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void answersFailuresWithCode500(String type) {
    var client = client("conn-plain");
    answers("{'code': 500}", client, type + ".echoHandler.fail");
    answers("{'code': 500}", client, type + ".echoHandler.boom");
    answers("{'code': 200, 'chars': 0, 'bytes': 0}", client, type + ".echoHandler.length",
      "{'data': ''}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void answersFailuresWithTheAnswerTheyBring(String type) {
    var client = client("conn-plain");
    answers("{'code': 777, 'why': 'so'}", client, type + ".echoHandler.failWith",
      "{'code': 777, 'why': 'so'}");
    answers("{'code': 500, 'why': 'so'}", client, type + ".echoHandler.failWith", "{'why': 'so'}");
    answers("{'code': 500}", client, type + ".echoHandler.failWith");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void answersTheFirstOfTwoAnswersAndGoesOn(String type) {
    var client = client("conn-plain");
    answers("{'code': 200, 'n': 1}", client, type + ".echoHandler.twice");
    answers("{}", client, type + ".echoHandler.none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void keepsSilentAboutARequestThatIsNeverAnswered(String type) {
    var client = client("conn-plain");
    var never = client.request(type + ".echoHandler.never", new JsonObject());
    answers("{'code': 200}", client, type + ".echoHandler.delay", "{'ms': 1000}");
    assertFalse(never.isComplete());
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void takesAnyJsonAsABody(String type) {
    var client = client("conn-plain");
    String route = type + ".echoHandler.body";
    answers("{'code': 200, 'type': 'object', 'keys': ['a', 'b', 'c']}", client, route,
      "{'c': 1, 'a': 2, '__x': 3, 'b': null}");
    assertType("array", ask(client, route, new JsonArray().add(1).add(2)));
    assertType("string", ask(client, route, "hello"));
    assertType("number", ask(client, route, 5));
    assertType("boolean", ask(client, route, true));
  }

  private static void assertType(String type, Object answer) {
    assertEquals(json("{'code': 200, 'keys': []}").put("type", type), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"connector", "chat"})
  void takesABodyThatIsNoJsonAsAnEmptyObject(String type) {
    var client = client("conn-plain");
    for (String body : List.of("", "{broken", "null", "false", "0", "\"\"", "\u0001")) {
      assertEquals(json("{'code': 200, 'type': 'object', 'keys': []}"),
        ask(client, type + ".echoHandler.body", Buffer.buffer(body)), () -> "body: " + body);
    }
  }
}
