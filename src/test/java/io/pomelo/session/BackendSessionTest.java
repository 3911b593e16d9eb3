package io.pomelo.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sessions of any frontend, seen from a server that asks for them. */
@ExtendWith(VertxExtension.class)
class BackendSessionTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  private static final long NOBODY = 999_999;
  /** A backend, another frontend, and the frontend itself. */
  private static final List<String> ASKING = List.of("chat-1", "connector-2", "connector-1");

  private static TestCluster cluster;
  private TestClient client;
  private long sid;
  private String uid;

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, app -> app
      .handler("connector.h.id", request -> Future.succeededFuture(
        new JsonObject().put("sid", request.session().id())))).await(10, SECONDS);
  }

  @BeforeEach
  void connect() throws Exception {
    connectAgain();
  }

  private void connectAgain() throws Exception {
    client = cluster.client("connector-1").await(5, SECONDS);
    sid = client.request("connector.h.id", null).await(5, SECONDS).getLong("sid");
    uid = "u" + sid;
  }

  private static <T> T from(String server, Function<BackendSessionService, Future<T>> question)
    throws Exception {
    return cluster.call(server, app -> question.apply(app.backendSessionService()))
      .await(5, SECONDS);
  }

  @Test
  void aSessionIsFoundByIdAndByUidFromAnywhere() throws Exception {
    for (String server : ASKING) {
      assertNull(from(server, sessions -> sessions.get("connector-1", sid)).uid());
    }
    from("chat-1", sessions -> sessions.get("connector-1", sid)
      .compose(session -> session.bind(uid)));
    for (String server : ASKING) {
      BackendSession session = from(server, sessions -> sessions.get("connector-1", sid));
      assertEquals(sid, session.id());
      assertEquals("connector-1", session.frontendId());
      assertEquals(uid, session.uid());
      assertEquals(List.of(sid), from(server, sessions -> sessions.getByUid("connector-1", uid))
        .stream().map(Session::id).toList());
    }
  }

  @Test
  void nobodyIsEmptyWithoutAFailure() throws Exception {
    for (String server : ASKING) {
      assertNull(from(server, sessions -> sessions.get("connector-1", NOBODY)));
      assertEquals(List.of(), from(server, sessions -> sessions.getByUid("connector-1", "nobody")));
      assertEquals(List.of(), from(server, sessions -> sessions.getByUid("connector-2", uid)));
    }
  }

  @Test
  void allSessionsOfAUidComeWithTheirValues() throws Exception {
    var other = cluster.client("connector-1").await(5, SECONDS);
    long second = other.request("connector.h.id", null).await(5, SECONDS).getLong("sid");
    for (long id : new long[] {sid, second}) {
      from("chat-1", sessions -> sessions.get("connector-1", id).compose(session ->
        session.bind(uid).compose(v -> session.set("mine", id).pushAll())));
    }
    var found = from("chat-1", sessions -> sessions.getByUid("connector-1", uid));
    assertEquals(List.of(sid, second), found.stream().map(Session::id).toList());
    assertEquals(List.of(sid, second), found.stream()
      .map(session -> session.<Number>get("mine").longValue()).toList());
  }

  @Test
  void aSessionIsUnboundFromAnywhere() throws Exception {
    for (String server : ASKING) {
      from(server, sessions -> sessions.get("connector-1", sid).compose(session ->
        session.bind(uid).compose(v -> session.unbind(uid))));
      assertNull(from(server, sessions -> sessions.get("connector-1", sid)).uid());
      assertEquals(List.of(), from(server, sessions -> sessions.getByUid("connector-1", uid)));
    }
  }

  @Test
  void aSessionIsKickedByIdOrUidWithItsReason() throws Exception {
    for (String server : ASKING) {
      connectAgain();
      from(server, sessions -> sessions.kickBySid("connector-1", sid));
      assertEquals("kick", client.kicked().await(5, SECONDS));
      connectAgain();
      from(server, sessions -> sessions.kickBySid("connector-1", sid, "cheating"));
      assertEquals("cheating", client.kicked().await(5, SECONDS));
      connectAgain();
      from(server, sessions -> sessions.get("connector-1", sid)
        .compose(session -> session.bind(uid))
        .compose(v -> sessions.kickByUid("connector-1", uid, "elsewhere")));
      assertEquals("elsewhere", client.kicked().await(5, SECONDS));
      connectAgain();
      from(server, sessions -> sessions.get("connector-1", sid)
        .compose(session -> session.bind(uid))
        .compose(v -> sessions.kickByUid("connector-1", uid)));
      assertEquals("kick", client.kicked().await(5, SECONDS));
      client.closed().await(5, SECONDS);
    }
  }

  @Test
  void kickingNobodyIsASuccess() throws Exception {
    for (String server : ASKING) {
      from(server, sessions -> sessions.kickBySid("connector-1", NOBODY));
      from(server, sessions -> sessions.kickByUid("connector-1", "nobody"));
    }
  }

  @Test
  void anUnknownFrontendFailsAtOnce() {
    for (Function<BackendSessionService, Future<?>> question
      : List.<Function<BackendSessionService, Future<?>>>of(
        sessions -> sessions.get("connector-9", 1),
        sessions -> sessions.getByUid("connector-9", "a"),
        sessions -> sessions.kickBySid("connector-9", 1),
        sessions -> sessions.kickByUid("connector-9", "a"))) {
      var failure = assertThrows(ServiceException.class,
        () -> from("chat-1", sessions -> question.apply(sessions).mapEmpty()));
      assertTrue(failure.getMessage().contains("connector-9"), failure.getMessage());
    }
  }

  @Test
  void aBackendHasNoSessionsToAskFor() {
    assertThrows(ServiceException.class,
      () -> from("connector-1", sessions -> sessions.get("chat-1", 1)));
  }

  @Test
  void whatIsNoUidIsRefusedWithoutAsking() {
    var failure = assertThrows(ServiceException.class,
      () -> from("chat-1", sessions -> sessions.getByUid("connector-1", 1.5)));
    assertTrue(failure.getMessage().contains("1.5"), failure.getMessage());
  }
}
