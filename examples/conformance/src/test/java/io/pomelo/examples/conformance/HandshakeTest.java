package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.client.ClientTransport;
import io.pomelo.client.PomeloClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2 of the page, and the columns of section 1 that a handshake shows. */
class HandshakeTest extends ConformanceTest {

  private static final List<String> PUSH_ROUTES =
    List.of("onChat", "onJoin", "onLeave", "onTick", "onTyped", "onBurst");

  private static JsonObject sys(String connector) {
    return client(connector).handshake().getJsonObject("sys");
  }

  private static PomeloClientOptions user(String user) {
    return new PomeloClientOptions().setUser(json(user));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-dict", "conn-proto", "conn-limit"})
  void tellsAHeartbeatOfThreeSeconds(String connector) {
    assertEquals(3, sys(connector).getInteger("heartbeat"));
  }

  @Test
  void tellsNoHeartbeatOnThePlainConnector() {
    assertFalse(sys("conn-plain").containsKey("heartbeat"));
  }

  @Test
  void dropsAClientThatSendsNoHeartbeatForTwiceTheInterval() {
    var silent = client("conn-main", new PomeloClientOptions().setHeartbeats(false));
    long start = System.nanoTime();
    ended(silent, 9);
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertTrue(ms > 5_000, () -> "dropped after " + ms + " ms (expected: about 6000)");
  }

  @Test
  void offersADictionaryOfAllHandlerRoutesAndThePushRoutes() {
    var expected = new TreeSet<>(PUSH_ROUTES);
    expected.addAll(routes("connector.confHandler", "endpoints", "stats"));
    for (String type : List.of("connector", "chat")) {
      expected.addAll(routes(type + ".echoHandler", "echo", "size", "length", "delay", "none",
        "value", "fail", "failWith", "boom", "twice", "never", "body"));
    }
    expected.addAll(routes("connector.notifyHandler", "mark", "markAndReply", "markAndFail",
      "markAndThrow", "marks"));
    expected.addAll(routes("connector.entryHandler", "login", "logout", "whoami", "setSession",
      "setAll", "kickSelf", "kickUid", "sessions"));
    expected.addAll(routes("connector.pushHandler", "toSelf", "toUid", "broadcast"));
    expected.addAll(routes("connector.filterHandler", "run", "bare", "after"));
    expected.addAll(routes("connector.typedHandler", "echo", "push", "fail", "broken"));
    expected.addAll(routes("chat.roomHandler", "say", "members", "leave", "burst", "destroy"));
    expected.addAll(routes("chat.sessionHandler", "whoami", "set", "setAll", "bind", "unbind",
      "kickUid", "kickSid", "lookup"));
    expected.addAll(routes("area.playHandler", "ok", "fail"));
    assertEquals(expected, new TreeSet<>(sys("conn-main").getJsonObject("dict").fieldNames()));
    assertEquals(expected, new TreeSet<>(sys("conn-dict").getJsonObject("dict").fieldNames()));
  }

  private static List<String> routes(String handler, String... methods) {
    return List.of(methods).stream().map(method -> handler + "." + method).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-plain", "conn-proto", "conn-limit"})
  void offersNoDictionaryOnTheOtherConnectors(String connector) {
    assertFalse(sys(connector).containsKey("dict"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-main", "conn-proto"})
  void offersTheProtobufDefinitionsOfThePage(String connector) {
    JsonObject protos = sys(connector).getJsonObject("protos");
    assertTrue(protos.getJsonObject("client").fieldNames().containsAll(
      Set.of("connector.typedHandler.echo", "connector.typedHandler.push")), protos::encode);
    assertTrue(protos.getJsonObject("server").fieldNames().containsAll(
      Set.of("connector.typedHandler.echo", "connector.typedHandler.broken",
        "connector.typedHandler.fail", "onTyped")), protos::encode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-plain", "conn-dict", "conn-limit"})
  void offersNoProtobufOnTheOtherConnectors(String connector) {
    assertFalse(sys(connector).containsKey("protos"));
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void refusesTheTokenBadWith500(ClientTransport transport) {
    refused(500, "conn-main", user("{'token': 'bad'}").setTransport(transport));
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void welcomesOtherUsersAndEchoesThem(ClientTransport transport) {
    var client = client("conn-main",
      user("{'token': 'good', 'n': 1, 'deep': {'a': [1, '你好']}}").setTransport(transport));
    assertEquals(
      json("{'welcome': true, 'echo': {'token': 'good', 'n': 1, 'deep': {'a': [1, '你好']}}}"),
      client.handshake().getJsonObject("user"));
  }

  @Test
  void decidesOnTheTokenSlowLaterAndWelcomesIt() {
    long start = System.nanoTime();
    var client = client("conn-main", user("{'token': 'slow'}"));
    long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertTrue(ms >= 295, () -> "decided after " + ms + " ms (expected: 300)");
    assertEquals(json("{'welcome': true, 'echo': {'token': 'slow'}}"),
      client.handshake().getJsonObject("user"));
  }

  @Test
  void echoesNullToAClientWithoutAUser() {
    assertEquals(json("{'welcome': true, 'echo': null}"),
      client("conn-main").handshake().getJsonObject("user"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conn-plain", "conn-dict", "conn-proto", "conn-limit"})
  void looksAtUsersAndClientTypesOnTheMainConnectorOnly(String connector) {
    var client = client(connector, user("{'token': 'bad'}").setType("ancient"));
    assertFalse(client.handshake().containsKey("user"));
  }

  @ParameterizedTest
  @EnumSource(ClientTransport.class)
  void refusesTheClientTypeAncientWith501(ClientTransport transport) {
    refused(501, "conn-main",
      new PomeloClientOptions().setType("ancient").setTransport(transport));
  }

  @Test
  void refusesTheClientVersionZeroWith501() {
    refused(501, "conn-main", new PomeloClientOptions().setVersion("0.0.0"));
  }

  @Test
  void acceptsAClientThatNamesNoTypeOrVersion() {
    var client = client("conn-main", new PomeloClientOptions().setType("").setVersion(""));
    assertEquals(200, client.handshake().getInteger("code"));
  }
}
