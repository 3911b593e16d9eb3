package io.pomelo.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an application is before anything of it runs: settings, identity, configure. */
@ExtendWith(VertxExtension.class)
class ApplicationTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "gate": [{"id": "gate-1", "frontend": true, "clientPort": 0}],
     "area": [{"id": "area-1", "areaId": 7}]}""");

  private Vertx vertx;
  private Application app;

  @BeforeEach
  void create(Vertx vertx) {
    this.vertx = vertx;
    app = Pomelo.createApp(vertx);
  }

  private Application server(String id, String env) {
    return Pomelo.createApp(vertx,
      new ApplicationOptions().setServers(SERVERS).setServerId(id).setEnv(env));
  }

  @Test
  void aNewApplicationHasStartedNothing() {
    assertThrows(IllegalStateException.class, app::context);
    assertThrows(IllegalStateException.class, app::channelService);
    assertThrows(IllegalStateException.class, app::backendSessionService);
    assertTrue(app.getServers().isEmpty());
    assertTrue(app.call(() -> app.stop()).failed());
    assertTrue(vertx.deploymentIDs().isEmpty());
  }

  @Test
  void everyApplicationIsOneOfItsOwn() {
    var other = Pomelo.createApp(vertx);
    app.set("key", "mine");
    assertNotSame(app, other);
    assertNull(other.<Object>get("key"));
  }

  @Test
  void anUnknownSettingIsAbsent() {
    assertNull(app.<Object>get("nothing"));
  }

  @Test
  void aSettingIsKeptAndReplaced() {
    assertEquals("one", app.set("key", "one").<String>get("key"));
    assertEquals(2, app.set("key", 2).<Integer>get("key"));
    assertNull(app.set("key", null).<Object>get("key"));
  }

  @Test
  void aSwitchIsOffUntilItIsEnabled() {
    assertFalse(app.enabled("key"));
    assertTrue(app.disabled("key"));
    app.enable("key");
    assertTrue(app.enabled("key"));
    assertFalse(app.disabled("key"));
    app.disable("key");
    assertFalse(app.enabled("key"));
    assertTrue(app.disabled("key"));
  }

  @Test
  void anyValueThatIsNotEmptyIsOn() {
    for (Object on : List.of("text", 1, -1, new JsonObject(), new JsonArray())) {
      assertTrue(app.set("key", on).enabled("key"), String.valueOf(on));
    }
    for (Object off : List.of("", 0, 0.0, false)) {
      assertTrue(app.set("key", off).disabled("key"), String.valueOf(off));
    }
  }

  @Test
  void aServerIsAFrontendOrABackendAndNeverBoth() {
    var connector = server("connector-1", "development");
    assertTrue(connector.isFrontend());
    assertFalse(connector.isBackend());
    assertFalse(connector.isMaster());
    var area = server("area-1", "development");
    assertFalse(area.isFrontend());
    assertTrue(area.isBackend());
  }

  @Test
  void aServerKnowsWhoItIs() {
    var area = server("area-1", "development");
    assertEquals("area-1", area.getServerId());
    assertEquals("area", area.getServerType());
    assertEquals("area-1", area.getCurServer().getId());
    assertEquals(7, area.getCurServer().get("areaId"));
    assertNull(area.getCurServer().get("nothing"));
    assertEquals(".", area.getBase());
  }

  @Test
  void anApplicationWithoutConfigurationIsABackend() {
    assertEquals("server-1", app.getServerId());
    assertEquals("server", app.getServerType());
    assertTrue(app.isBackend());
    assertNull(app.getMaster());
  }

  @Test
  void anUnknownServerIdIsRefusedWithTheKnownOnes() {
    var failure = assertThrows(IllegalArgumentException.class,
      () -> server("area-9", "development"));
    assertTrue(failure.getMessage().contains("area-9")
      && failure.getMessage().contains("gate-1"), failure.getMessage());
  }

  @Test
  void aBlockRunsInItsEnvironmentOnly() {
    assertEquals(List.of("production", "list", "all", "any"), ran(server("area-1", "production")));
    assertEquals(List.of("development", "list", "all", "any"),
      ran(server("area-1", "development")));
    assertEquals(List.of("all", "any"), ran(server("area-1", "productio")));
  }

  private static List<String> ran(Application app) {
    var ran = new ArrayList<String>();
    app.configure("production", a -> ran.add("production"))
      .configure("development", a -> ran.add("development"))
      .configure("production|development", a -> ran.add("list"))
      .configure("all", a -> ran.add("all"))
      .configure(a -> ran.add("any"));
    return ran;
  }

  @Test
  void aBlockRunsOnServersOfItsTypeOnly() {
    for (String type : List.of("connector", "gate", "area")) {
      var ran = new ArrayList<String>();
      var seen = new ArrayList<Application>();
      var server = server(type + "-1", "production");
      server.configure("all", "connector", a -> ran.add("connector"))
        .configure("production|development", "connector|gate", a -> ran.add("connector|gate"))
        .configure("development", type, a -> ran.add("development"))
        .configure("all", "all", seen::add);
      assertEquals(switch (type) {
        case "connector" -> List.of("connector", "connector|gate");
        case "gate" -> List.of("connector|gate");
        default -> List.of();
      }, ran);
      assertEquals(List.of(server), seen);
    }
  }

  @Test
  void theEnvironmentIsDevelopmentWhereNobodyNamesOne() {
    String named = System.getenv("POMELO_ENV");
    assertEquals(named == null || named.isBlank() ? "development" : named,
      new ApplicationOptions().getEnv());
    assertEquals("staging", new ApplicationOptions().setEnv("staging").getEnv());
  }
}
