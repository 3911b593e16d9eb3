package io.pomelo.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.Application;
import io.pomelo.Request;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session as a request sees it, on its frontend and on another server. */
@ExtendWith(VertxExtension.class)
class SnapshotTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  /** Both kinds of snapshots behave alike. */
  private static final List<String> TYPES = List.of("connector", "chat");

  private static TestCluster cluster;
  /** What the next request does, on the context of its server. */
  private static volatile Function<Request, Future<JsonObject>> next;
  private TestClient client;
  private long sid;

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, SnapshotTest::setup).await(10, SECONDS);
  }

  private static void setup(Application app) {
    app.handler(app.getServerType() + ".h.run", request -> next.apply(request));
  }

  @BeforeEach
  void connect() throws Exception {
    client = cluster.client("connector-1").await(5, SECONDS);
    sid = in("connector", session -> Future.succeededFuture(session.id())).getLong("result");
  }

  /** Runs within a request of the client. */
  private <T> JsonObject in(String type, Function<Session, Future<T>> action) throws Exception {
    next = request -> action.apply(request.session())
      .map(result -> new JsonObject().put("result", result));
    return client.request(type + ".h.run", new JsonObject()).await(5, SECONDS);
  }

  /** Runs within a request whose future fails: the text of the failure. */
  private String refused(String type, Function<Session, Future<Void>> action) throws Exception {
    return in(type, session -> action.apply(session).map("succeeded")
      .otherwise(failure -> failure.getMessage())).getString("result");
  }

  /** The session itself, as it is on the frontend now. */
  private JsonObject real() throws Exception {
    return cluster.call("connector-1", app -> Future.succeededFuture(
      app.sessionService().get(sid).settings())).await(5, SECONDS);
  }

  private Object realUid() throws Exception {
    return cluster.call("connector-1", app -> Future.succeededFuture(
      app.sessionService().get(sid).uid())).await(5, SECONDS);
  }

  @Test
  void aSnapshotIsOfItsSession() throws Exception {
    for (String type : TYPES) {
      assertEquals(sid, in(type, session -> Future.succeededFuture(session.id()))
        .getLong("result"));
      assertEquals("connector-1", in(type, session ->
        Future.succeededFuture(session.frontendId())).getString("result"));
    }
  }

  @Test
  void bindingASnapshotBindsTheSessionAndTheSnapshotKnows() throws Exception {
    for (String type : TYPES) {
      var uid = type + sid;
      assertEquals(uid, in(type, session -> session.bind(uid).map(v -> session.uid()))
        .getString("result"));
      assertEquals(uid, realUid());
      assertEquals(uid, in("chat", session -> Future.succeededFuture(session.uid()))
        .getString("result"));
      assertEquals("null", in(type, session -> session.unbind(uid)
        .map(v -> String.valueOf(session.uid()))).getString("result"));
      assertNull(realUid());
      assertEquals(0, cluster.call("connector-1", app -> Future.succeededFuture(
        app.sessionService().getByUid(uid).size())).await(5, SECONDS));
    }
  }

  @Test
  void handlersSetThroughASnapshotHearWhatHappensToTheSession() throws Exception {
    Promise<Object> bound = Promise.promise();
    in("connector", session -> {
      ((FrontendSession) session).bindHandler(s -> bound.complete(s.uid()));
      return Future.succeededFuture();
    });
    in("chat", session -> session.bind("heard" + sid));
    assertEquals("heard" + sid, bound.future().await(5, SECONDS));
  }

  @Test
  void aRefusedBindChangesNothing() throws Exception {
    in("connector", session -> session.bind("a" + sid));
    for (String type : TYPES) {
      assertEquals("session has already bind with a" + sid,
        refused(type, session -> session.bind("b" + sid)));
      assertEquals("session has not bind with b" + sid,
        refused(type, session -> session.unbind("b" + sid)));
      assertEquals("uid: 0 (expected: text that is not empty, or an integer other than 0)",
        refused(type, session -> session.bind(0)));
      assertEquals("a" + sid, in(type, session -> session.bind("b").map("succeeded")
        .otherwise(String.valueOf(session.uid()))).getString("result"));
    }
    assertEquals("a" + sid, realUid());
  }

  @Test
  void theTypeOfAUidCrossesServers() throws Exception {
    in("chat", session -> session.bind(sid + 70_000_000_000L));
    assertEquals(sid + 70_000_000_000L, realUid());
    in("connector", session -> session.unbind(sid + 70_000_000_000L));
    in("chat", session -> session.bind(String.valueOf(sid)));
    assertEquals(String.valueOf(sid), in("chat", session ->
      Future.succeededFuture(session.uid())).getValue("result"));
    assertEquals("session has not bind with " + sid,
      refused("chat", session -> session.unbind(sid)));
  }

  @Test
  void aValueIsLocalUntilItIsPushed() throws Exception {
    for (String type : TYPES) {
      var answer = in(type, session -> {
        session.set(type, 1);
        return Future.succeededFuture(session.<Integer>get(type));
      });
      assertEquals(1, answer.getInteger("result"));
      assertEquals(new JsonObject(), real());
      assertNull(in(type, session -> Future.succeededFuture(session.get(type)))
        .getValue("result"));
    }
  }

  @Test
  void aPushedKeyIsInTheNextSnapshotAndTheOthersAreNot() throws Exception {
    for (String type : TYPES) {
      in(type, session -> session.set(type + "a", 1).set(type + "b", 2).push(type + "a"));
      for (String reader : TYPES) {
        assertEquals(1, in(reader, session -> Future.succeededFuture(session.get(type + "a")))
          .getInteger("result"));
        assertNull(in(reader, session -> Future.succeededFuture(session.get(type + "b")))
          .getValue("result"));
      }
    }
  }

  @Test
  void allValuesAreThereAfterPushAll() throws Exception {
    var values = new JsonObject().put("text", "ü").put("list", new JsonArray().add(1).add(null))
      .put("map", new JsonObject().put("deep", 1.5)).put("no", false).put("null", null);
    for (String type : TYPES) {
      in(type, session -> {
        values.forEach(entry -> session.set(entry.getKey(), entry.getValue()));
        return session.pushAll();
      });
      assertEquals(values, real());
      assertEquals(values, in("chat", session -> Future.succeededFuture(session.settings()))
        .getJsonObject("result"));
    }
  }

  @Test
  void pushAllWritesOnlyWhatItsSnapshotChanged() throws Exception {
    for (String type : TYPES) {
      in("connector", session -> session.set("mine", 0).set("other", 0).pushAll());
      in(type, session -> {
        session.set("mine", 1);
        // Another request is faster with another key.
        return cluster.call("connector-1", app -> app.sessionService().importValue(sid, "other", 2))
          .compose(v -> session.pushAll());
      });
      assertEquals(new JsonObject().put("mine", 1).put("other", 2), real());
    }
  }

  @Test
  void aRemovedKeyIsRemovedByItsPush() throws Exception {
    for (String type : TYPES) {
      in("connector", session -> session.set("a", 1).set("b", 2).set("c", 3).pushAll());
      in(type, session -> session.remove("a").push("a"));
      assertEquals(new JsonObject().put("b", 2).put("c", 3), real());
      in(type, session -> session.remove("b").set("c", 4).pushAll());
      assertEquals(new JsonObject().put("c", 4), real());
    }
  }

  @Test
  void aValueReadFromASnapshotIsACopyOfIt() throws Exception {
    for (String type : TYPES) {
      in("connector", session -> session.set("map", new JsonObject().put("n", 1)).pushAll());
      in(type, session -> {
        session.<JsonObject>get("map").put("n", 2);
        session.settings().put("more", 1);
        return Future.succeededFuture();
      });
      assertEquals(new JsonObject().put("map", new JsonObject().put("n", 1)), real());
    }
  }

  @Test
  void aSnapshotOfAClosedSessionCannotBePushedOrBound() throws Exception {
    for (String type : TYPES) {
      client = cluster.client("connector-1").await(5, SECONDS);
      Promise<Session> held = Promise.promise();
      next = request -> {
        held.complete(request.session());
        return Future.succeededFuture();
      };
      client.request(type + ".h.run", null).await(5, SECONDS);
      Session session = held.future().await(5, SECONDS);
      Promise<Void> closed = Promise.promise();
      cluster.call("connector-1", app -> {
        app.sessionService().get(session.id()).closeHandler(s -> closed.complete());
        return Future.succeededFuture();
      }).await(5, SECONDS);
      client.close().await(5, SECONDS);
      closed.future().await(5, SECONDS);
      for (Function<Session, Future<Void>> action : List.<Function<Session, Future<Void>>>of(
        s -> s.bind("late"), s -> s.set("a", 1).push("a"), s -> s.set("a", 1).pushAll())) {
        var failure = assertThrows(ServiceException.class, () -> cluster.call(type + "-1",
          app -> action.apply(session)).await(5, SECONDS));
        assertEquals("session does not exist, sid: " + session.id(), failure.getMessage());
      }
    }
  }
}
