package io.pomelo.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.cluster.ServerInfo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application makes of {@code servers.json}. */
@ExtendWith(VertxExtension.class)
class TopologyTest {

  private Vertx vertx;

  @BeforeEach
  void keep(Vertx vertx) {
    this.vertx = vertx;
  }

  /** An application of the first server in the text, single quotes standing for double ones. */
  private Application app(String id, String servers) {
    return app(id, servers, new ApplicationOptions());
  }

  private Application app(String id, String servers, ApplicationOptions options) {
    return Pomelo.createApp(vertx, options.setServerId(id)
      .setServers(new JsonObject(servers.replace('\'', '"'))));
  }

  private void refused(String servers, String... words) {
    var failure = assertThrows(IllegalArgumentException.class, () -> app("a-1", servers));
    for (String word : words) {
      assertTrue(failure.getMessage().contains(word), failure.getMessage());
    }
  }

  @Test
  void aClusterEntryStandsForThatManyServers() {
    var app = app("cluster-server-connector-1", """
      {'connector': [{'clusterCount': 2, 'host': '127.0.0.1', 'port': '4200++',
        'clientPort': '3010 ++', 'frontend': true, 'area': 'north'}],
       'chat': [{'id': 'chat-1'}]}""");
    assertEquals(List.of("chat-1", "cluster-server-connector-0", "cluster-server-connector-1"),
      List.copyOf(app.getServersFromConfig().keySet()));
    assertEquals(List.of(4200, 4201), fields(app, "port"));
    assertEquals(List.of(3010, 3011), fields(app, "clientPort"));
    assertEquals(List.of("north", "north"), fields(app, "area"));
    assertNull(app.getCurServer().get("clusterCount"));
    assertEquals(3011, app.getCurServer().getClientPort());
    assertTrue(app.isFrontend());
  }

  private static List<Object> fields(Application app, String name) {
    return app.getServersFromConfig().values().stream().map(server -> server.get(name))
      .filter(value -> value != null).collect(Collectors.toList());
  }

  @Test
  void aCountOfNIsNServersAndIdsCountOnOverTheEntriesOfAType() {
    for (int n : new int[] {1, 3, 20}) {
      var app = app("cluster-server-a-0", "{'a': [{'clusterCount': " + n + "}, {'clusterCount': 2,"
        + "'weight': 5}], 'b': [{'clusterCount': 1}]}");
      var ids = app.getServersFromConfig().keySet();
      assertEquals(n + 3, ids.size());
      IntStream.range(0, n + 2).forEach(i -> assertTrue(ids.contains("cluster-server-a-" + i)));
      assertEquals(5, app.getServerFromConfig("cluster-server-a-" + n).get("weight"));
      assertTrue(ids.contains("cluster-server-b-0"));
    }
    refused("{'a': [{'clusterCount': 0}]}", "a-1", "[]");
  }

  @Test
  void theSectionOfTheEnvironmentIsUsedAndElseTheWholeDocument() {
    String sections = "{'development': {'a': [{'id': 'a-1', 'x': 1}]},"
      + " 'production': {'a': [{'id': 'a-1', 'x': 2}, {'id': 'a-2'}]}}";
    var development = app("a-1", sections, new ApplicationOptions().setEnv("development"));
    assertEquals(1, development.getCurServer().get("x"));
    assertEquals(1, development.getServersFromConfig().size());
    var production = app("a-1", sections, new ApplicationOptions().setEnv("production"));
    assertEquals(2, production.getCurServer().get("x"));
    assertEquals(2, production.getServersFromConfig().size());
    var whole = app("a-1", "{'a': [{'id': 'a-1', 'x': 3}]}",
      new ApplicationOptions().setEnv("staging"));
    assertEquals(3, whole.getCurServer().get("x"));
  }

  @Test
  void aFrontendIsMarkedByTrueOrItsText() {
    assertTrue(app("a-1", "{'a': [{'id': 'a-1', 'frontend': true, 'clientPort': 0}]}")
      .isFrontend());
    assertTrue(app("a-1", "{'a': [{'id': 'a-1', 'frontend': 'true', 'clientPort': 0}]}")
      .isFrontend());
    for (String no : List.of("false", "'false'")) {
      var app = app("a-1", "{'a': [{'id': 'a-1', 'frontend': " + no + "}]}");
      assertFalse(app.isFrontend());
      assertTrue(app.isBackend());
    }
  }

  @Test
  void aPortMayBeTextOfANumber() {
    assertEquals(3010, app("a-1",
      "{'a': [{'id': 'a-1', 'frontend': true, 'clientPort': '3010'}]}")
      .getCurServer().getClientPort());
  }

  @Test
  void aWrongValueIsNamedWithItsPlaceAndField() {
    refused("{'a': {'id': 'a-1'}}", "servers.json: a:", "an array of servers");
    refused("{'a': ['a-1']}", "a[0]", "a-1", "an object");
    refused("{'a': [{'id': 'a-1'}, {'host': 'x'}]}", "a[1].id", "null", "text");
    refused("{'a': [{'id': 7}]}", "a[0].id", "7");
    refused("{'a': [{'id': ' '}]}", "a[0].id", "text");
    refused("{'a': [{'id': 'a-1', 'frontend': 'yes'}]}", "a[0].frontend", "yes", "true or false");
    refused("{'a': [{'id': 'a-1', 'frontend': 1}]}", "a[0].frontend", "1");
    refused("{'a': [{'id': 'a-1', 'port': 'abc'}]}", "a[0].port", "abc", "0 to 65535");
    refused("{'a': [{'id': 'a-1', 'port': 3.5}]}", "a[0].port", "3.5");
    refused("{'a': [{'id': 'a-1', 'clientPort': 65536}]}", "a[0].clientPort", "65536");
    refused("{'a': [{'id': 'a-1', 'clientPort': -1}]}", "a[0].clientPort", "-1");
    refused("{'a': [{'id': 'a-1', 'frontend': true}]}", "a[0].clientPort", "null", "frontend");
    refused("{'a': [{'id': 'a-1', 'max-connections': 0}]}", "a[0].max-connections", "1 to");
    refused("{'a': [{'clusterCount': 'many'}]}", "a[0].clusterCount", "many");
    refused("{'a': [{'clusterCount': 2, 'port': 'x++'}]}", "a[0].port", "x++", "before ++");
  }

  @Test
  void twoServersOfOneIdAreRefused() {
    refused("{'a': [{'id': 'a-1'}], 'b': [{'id': 'a-1'}]}", "b[0].id", "a-1");
    refused("{'a': [{'id': 'cluster-server-a-0'}, {'clusterCount': 1}]}", "a[1].id");
  }

  @Test
  void twoFrontendsOfOnePortAreRefused() {
    refused("""
      {'a': [{'id': 'a-1', 'frontend': true, 'clientPort': 3010},
             {'id': 'a-2', 'frontend': true, 'clientPort': 3010}]}""", "a-2.clientPort", "3010",
      "a-1");
    assertEquals(2, app("a-1", """
      {'a': [{'id': 'a-1', 'frontend': true, 'clientPort': 3010, 'host': '127.0.0.1'},
             {'id': 'a-2', 'frontend': true, 'clientPort': 3010, 'host': '127.0.0.2'}]}""")
      .getServersFromConfig().size());
    assertEquals(2, app("a-1", """
      {'a': [{'id': 'a-1', 'frontend': true, 'clientPort': 0},
             {'id': 'a-2', 'frontend': true, 'clientPort': 0}]}""")
      .getServersFromConfig().size());
  }

  @Test
  void allClientPortsCanBeShiftedButThoseOfTheSystem() {
    String servers = """
      {'a': [{'id': 'a-1', 'frontend': true, 'clientPort': 3010, 'port': 4010},
             {'id': 'a-2', 'frontend': true, 'clientPort': 0}]}""";
    var app = app("a-1", servers, new ApplicationOptions().setPortShift(100));
    assertEquals(3110, app.getCurServer().getClientPort());
    assertEquals(4010, app.getCurServer().get("port"));
    assertEquals(0, app.getServerFromConfig("a-2").getClientPort());
    assertEquals(3000, app("a-1", servers, new ApplicationOptions().setPortShift(-10))
      .getCurServer().getClientPort());
    var failure = assertThrows(IllegalArgumentException.class,
      () -> app("a-1", servers, new ApplicationOptions().setPortShift(65_000)));
    assertTrue(failure.getMessage().contains("68010 (expected: 1 to 65535, after a"),
      failure.getMessage());
  }

  @Test
  void fieldsOfAGameAreKeptAndTheMasterIsNoServer() {
    var app = app("a-1", "{'a': [{'id': 'a-1', 'areas': [1, 2], 'boss': {'hp': 5}}]}",
      new ApplicationOptions().setMaster(new JsonObject(
        "{\"development\": {\"id\": \"master-server-1\", \"port\": 3005}}"))
        .setEnv("development"));
    assertEquals(new JsonObject().put("hp", 5), app.getCurServer().get("boss"));
    ServerInfo master = app.getMaster();
    assertEquals("master-server-1", master.getId());
    assertEquals("master", master.getServerType());
    assertEquals(List.of("a-1"), List.copyOf(app.getServersFromConfig().keySet()));
    assertNull(app.getServerFromConfig("master-server-1"));
    assertThrows(UnsupportedOperationException.class, () -> app.getServersFromConfig().clear());
  }

  @Test
  void whatIsChangedInAnEntryStaysWithIt() {
    var app = app("a-1", "{'a': [{'id': 'a-1'}, {'id': 'a-2', 'host': 'x'}]}");
    var other = app("a-1", "{'a': [{'id': 'a-1'}, {'id': 'a-2', 'host': 'x'}]}");
    app.getServerFromConfig("a-2").setHost("y");
    assertEquals("x", other.getServerFromConfig("a-2").getHost());
  }
}
