package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6 of the page. */
class FrameworkTest extends ConformanceTest {

  @ParameterizedTest
  @ValueSource(strings = {"connector.echoHandler.nothing", "connector.noHandler.echo",
    "chat.echoHandler.nothing", "chat.noHandler.echo", "nowhere.echoHandler.echo",
    "connector.echoHandler", "connector", "connector.echoHandler.echo.more", "a.b.c.d.e",
    "connector.echoHandler.toString", "connector.echoHandler.constructor",
    "connector.echoHandler.getClass", "connector..echo", "..", "connector.roomHandler.say"})
  void answersARouteThatIsNoneWithCode500(String route) {
    var client = client("conn-plain");
    answers("{'code': 500}", client, route);
    answers("{}", client, "connector.echoHandler.none");
  }

  @Test
  void sendsPushRoutesOfTheDictionaryAsCodes() {
    var dict = client("conn-main").handshake().getJsonObject("sys").getJsonObject("dict");
    assertTrue(dict.containsKey("onTick"));
    assertFalse(dict.containsKey("onPlain") || dict.containsKey("onWorld"));
    var client = user("conn-main", "codes");
    ask(client, "connector.pushHandler.toSelf", json("{'route': 'onTick', 'n': 1}"));
    ask(client, "connector.pushHandler.toSelf", json("{'route': 'onPlain', 'n': 1}"));
    assertEquals(json("{'seq': 0}"), push(client, "onTick"));
    assertEquals(json("{'seq': 0}"), push(client, "onPlain"));
  }

  @Test
  void takesPlainRoutesWhereThereIsADictionary() {
    var client = client("conn-main", new PomeloClientOptions().setUseDict(false));
    answers("{'code': 200, 'data': 1, 'at': 'conn-main'}", client, "connector.echoHandler.echo",
      "{'data': 1}");
  }

  @ParameterizedTest
  @CsvSource({"connector, conn-plain", "connector, conn-main", "chat, conn-plain"})
  void answersInTheOrderOfTheRequests(String type, String connector) {
    var client = client(connector);
    var order = new ArrayList<Integer>();
    List<Future<Object>> answers = IntStream.range(0, 200).mapToObj(i -> client
      .ask(type + ".echoHandler.echo", new JsonObject().put("data", i))
      // On the client's context, one after another.
      .onSuccess(answer -> order.add(((JsonObject) answer).getInteger("data")))).toList();
    await(Future.all(answers));
    assertEquals(IntStream.range(0, 200).boxed().toList(), order);
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void passesBodiesOfAMebibyteInBothDirections(ClientTransport transport) {
    for (String connector : List.of("conn-main", "conn-dict")) {
      var client = client(connector, new PomeloClientOptions().setTransport(transport));
      // The rest of the body, {"code":200,"data":"","at":"conn-main"}, is part of the mebibyte.
      String data = "m".repeat(1024 * 1024 - 100);
      assertEquals(new JsonObject().put("code", 200).put("data", data).put("at", connector),
        ask(client, "connector.echoHandler.echo", new JsonObject().put("data", data)));
    }
  }

  @Test
  void passesBodiesOfAQuarterMebibyteToAndFromBackends() {
    var client = client("conn-plain");
    String data = "q".repeat(256 * 1024);
    assertEquals(new JsonObject().put("code", 200).put("data", data).put("at", "chat-1"),
      ask(client, "chat.echoHandler.echo", new JsonObject().put("data", data)));
  }
}
