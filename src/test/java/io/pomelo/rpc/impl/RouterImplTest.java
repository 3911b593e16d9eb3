package io.pomelo.rpc.impl;

import static io.pomelo.rpc.impl.LinksTest.assertFailure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.RouteRequest;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.Links;
import io.pomelo.session.Session;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RouterImplTest {

  private final Map<String, List<ServerInfo>> servers = new HashMap<>();
  private final Map<String, Function<RouteRequest, Future<String>>> routes = new HashMap<>();
  private final RouterImpl router =
    new RouterImpl(type -> servers.getOrDefault(type, List.of()), routes);

  @Test
  void theOrderOfTheListIsOfNoInfluence() {
    run("chat", 7);
    var before = chosen("chat", 1000);
    var shuffled = new ArrayList<>(servers.get("chat"));
    Collections.shuffle(shuffled, new Random(1));
    servers.put("chat", shuffled);
    assertEquals(before, chosen("chat", 1000));
  }

  @Test
  void theChoiceIsTheSameOnEveryJvm() {
    run("chat", 5);
    assertEquals(List.of("chat-0", "chat-3", "chat-0", "chat-1", "chat-4", "chat-2"),
      List.of(route("chat", "1"), route("chat", "10001"), route("chat", "changchang"),
        route("chat", "你好"), route("chat", session(null, "connector-1", 1)),
        route("chat", (Object) null)));
  }

  @Test
  void usersAreSpreadEvenlyAndFewMoveWhenAServerIsAdded() {
    run("chat", 4);
    var before = chosen("chat", 10_000);
    for (ServerInfo server : servers.get("chat")) {
      int users = Collections.frequency(before, server.getId());
      assertTrue(users > 2_250 && users < 2_750, server + ": " + users);
    }
    run("chat", 5);
    var after = chosen("chat", 10_000);
    int moved = 0;
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        moved++;
        assertEquals("chat-4", after.get(i)); // nobody moves between the others
      }
    }
    assertTrue(moved > 1_800 && moved < 2_200, "moved: " + moved);
  }

  @Test
  void otherTypesAreOfNoInfluence() {
    run("chat", 4);
    var before = chosen("chat", 1000);
    run("area", 9);
    assertEquals(before, chosen("chat", 1000));
  }

  @Test
  void unboundSessionsAreSpread() {
    run("chat", 4);
    Set<String> chosen = new HashSet<>();
    for (int id = 1; id <= 50; id++) {
      chosen.add(route("chat", session(null, "connector-1", id)));
    }
    assertEquals(4, chosen.size());
  }

  @Test
  void aBoundSessionGoesWhereItsUidGoes() {
    run("chat", 4);
    for (int uid = 1; uid < 100; uid++) {
      String byUid = route("chat", "" + uid);
      assertEquals(byUid, route("chat", session(uid, "connector-1", 5)));
      assertEquals(byUid, route("chat", session("" + uid, "connector-2", 6)));
      assertEquals(byUid, route("chat", uid));
    }
  }

  @Test
  void theRouteFunctionOfTheTypeIsAskedElseTheDefaultOne() {
    run("chat", 2);
    run("area", 2);
    routes.put("default", request -> Future.succeededFuture(request.serverType() + "-0"));
    assertEquals("chat-0", route("chat", "x"));
    routes.put("chat", request -> Future.succeededFuture(request.msg().toString()));
    assertEquals("chat-1", router.route("chat", "x", "chat-1").result());
    assertEquals("area-0", route("area", "x"));
    Session session = session("u", "connector-1", 1);
    routes.put("chat", request -> Future.succeededFuture(
      request.session() == request.routeParam() ? "chat-0" : "chat-1"));
    assertEquals("chat-0", route("chat", session));
    assertEquals("chat-1", route("chat", "no session"));
  }

  @Test
  void aRouteFunctionThatFailsFailsTheCall() throws Exception {
    run("chat", 2);
    run("area", 2);
    var thrown = new IllegalStateException("on purpose");
    routes.put("chat", request -> {
      throw thrown;
    });
    assertSame(thrown, router.route("chat", "x", null).cause());
    routes.put("chat", request -> Future.failedFuture(thrown));
    assertSame(thrown, router.route("chat", "x", null).cause());
    routes.put("chat", request -> null);
    assertEquals("route function for chat: null (expected: a future)",
      router.route("chat", "x", null).cause().getMessage());
    for (String wrong : new String[] {null, "chat-7", "area-0"}) {
      routes.put("chat", request -> Future.succeededFuture(wrong));
      assertFailure(Links.UNKNOWN_PEER, "route function for chat: server " + wrong,
        router.route("chat", "x", null));
    }
  }

  @Test
  void withoutAServerOfTheTypeTheCallFails() throws Exception {
    routes.put("chat", request -> Future.succeededFuture("never asked"));
    assertFailure(Links.UNKNOWN_PEER, "can not find server info for type:chat",
      router.route("chat", "x", null));
  }

  private void run(String type, int count) {
    var list = new ArrayList<ServerInfo>();
    for (int i = 0; i < count; i++) {
      list.add(new ServerInfo().setId(type + "-" + i).setServerType(type));
    }
    servers.put(type, list);
  }

  private List<String> chosen(String type, int users) {
    var chosen = new ArrayList<String>();
    for (int uid = 0; uid < users; uid++) {
      chosen.add(route(type, "user" + uid));
    }
    return chosen;
  }

  private String route(String type, Object routeParam) {
    return router.route(type, routeParam, null).result();
  }

  private static Session session(Object uid, String frontendId, long id) {
    return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(),
      new Class<?>[] {Session.class}, (proxy, method, args) -> switch (method.getName()) {
        case "uid" -> uid;
        case "frontendId" -> frontendId;
        case "id" -> id;
        default -> throw new UnsupportedOperationException(method.getName());
      });
  }
}
