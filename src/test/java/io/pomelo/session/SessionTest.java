package io.pomelo.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sessions of a frontend: binding, values, kicks, the end. */
@ExtendWith(VertxExtension.class)
class SessionTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0}]}""");
  private static final long NOBODY = 999_999;

  private static TestCluster cluster;
  private TestClient client;
  private long sid;
  private String uid;

  @BeforeAll
  static void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, app -> app
      .handler("connector.h.id", request -> Future.succeededFuture(
        new JsonObject().put("sid", request.session().id())))
      .set("sessionConfig", new SessionOptions()
        .setSingleSession(app.getServerId().equals("connector-2")))).await(10, SECONDS);
  }

  @BeforeEach
  void connect() throws Exception {
    client = cluster.client("connector-1").await(5, SECONDS);
    sid = sid(client);
    uid = "u" + sid;
  }

  private static long sid(TestClient client) throws Exception {
    return client.request("connector.h.id", new JsonObject()).await(5, SECONDS).getLong("sid");
  }

  /** Runs on the frontend, with its sessions. */
  private static <T> T ask(Function<SessionService, Future<T>> question) throws Exception {
    return ask("connector-1", question);
  }

  private static <T> T ask(String server, Function<SessionService, Future<T>> question)
    throws Exception {
    return cluster.call(server, app -> question.apply(app.sessionService())).await(5, SECONDS);
  }

  private static <T> T see(Function<SessionService, T> question) throws Exception {
    return ask(sessions -> Future.succeededFuture(question.apply(sessions)));
  }

  private static ServiceException refused(Function<SessionService, Future<Void>> question) {
    return assertThrows(ServiceException.class, () -> ask(question));
  }

  private static List<Long> of(Object uid) throws Exception {
    return see(sessions -> sessions.getByUid(uid).stream().map(Session::id).toList());
  }

  @Test
  void aSessionIsFoundByItsId() throws Exception {
    assertEquals(List.of(sid), see(sessions -> List.of(sessions.get(sid).id())));
    assertEquals("connector-1", see(sessions -> sessions.get(sid).frontendId()));
    assertEquals("127.0.0.1", see(sessions -> sessions.get(sid).remoteAddress().host()));
    SocketAddress address = see(sessions -> sessions.getClientAddressBySessionId(sid));
    assertEquals(address.port(), see(sessions -> sessions.get(sid).remoteAddress()).port());
    assertNull(see(sessions -> sessions.get(NOBODY)));
    assertNull(see(sessions -> sessions.getClientAddressBySessionId(NOBODY)));
  }

  @Test
  void aBoundSessionIsFoundByItsUidAndTheHandlerHearsItOnce() throws Exception {
    var heard = new ArrayList<Object>();
    ask(sessions -> {
      sessions.get(sid).bindHandler(session -> heard.add(session.uid()));
      return sessions.bind(sid, uid);
    });
    assertEquals(List.of(sid), of(uid));
    assertEquals(uid, see(sessions -> sessions.get(sid).uid()));
    ask(sessions -> sessions.bind(sid, uid));
    assertEquals(List.of(uid), heard);
    assertEquals(List.of(sid), of(uid));
  }

  @Test
  void aSessionThatDoesNotExistCannotBeBoundOrUnbound() {
    String text = refused(sessions -> sessions.bind(NOBODY, uid)).getMessage();
    assertTrue(text.contains(String.valueOf(NOBODY)), text);
    refused(sessions -> sessions.unbind(NOBODY, uid));
  }

  @Test
  void aBoundSessionIsNotBoundToAnotherUid() throws Exception {
    ask(sessions -> sessions.bind(sid, uid));
    String text = refused(sessions -> sessions.bind(sid, "other")).getMessage();
    assertTrue(text.contains(uid), text);
    assertEquals(List.of(sid), of(uid));
    assertEquals(List.of(), of("other"));
  }

  @Test
  void anUnboundSessionIsNotFoundByItsUidAndMayBeBoundAgain() throws Exception {
    var heard = new ArrayList<Object>();
    ask(sessions -> sessions.bind(sid, uid));
    refused(sessions -> sessions.unbind(sid, "other"));
    ask(sessions -> {
      sessions.get(sid).unbindHandler(session -> heard.add(String.valueOf(session.uid())));
      return sessions.unbind(sid, uid);
    });
    assertEquals(List.of("null"), heard);
    assertEquals(List.of(), of(uid));
    assertNull(see(sessions -> sessions.get(sid).uid()));
    refused(sessions -> sessions.unbind(sid, uid));
    ask(sessions -> sessions.bind(sid, "again" + sid));
    assertEquals(List.of(sid), of("again" + sid));
  }

  @Test
  void uidsKeepTheirTypeAndIntegersAreEqualHoweverTheyCome() throws Exception {
    int number = (int) sid + 1_000_000;
    ask(sessions -> sessions.bind(sid, (long) number));
    assertEquals(List.of(sid), of(number));
    assertEquals(List.of(sid), of((long) number));
    assertEquals(List.of(), of(String.valueOf(number)));
    assertEquals((Object) number, see(sessions -> sessions.get(sid).uid()));
    refused(sessions -> sessions.unbind(sid, String.valueOf(number)));
    ask(sessions -> sessions.bind(sid, number));
    ask(sessions -> sessions.unbind(sid, number));
    assertEquals(List.of(), of(number));
  }

  @Test
  void whatIsNoUidIsRefused() {
    for (Object no : Arrays.asList("", 0, 0L, 1.5, true, new JsonObject(), null)) {
      String text = refused(sessions -> sessions.bind(sid, no)).getMessage();
      assertTrue(text.contains("uid") && text.contains("expected"), text);
    }
  }

  @Test
  void aUidMayHaveSeveralSessions() throws Exception {
    var other = cluster.client("connector-1").await(5, SECONDS);
    long second = sid(other);
    ask(sessions -> sessions.bind(sid, uid).compose(v -> sessions.bind(second, uid)));
    assertEquals(List.of(sid, second), of(uid));
    client.close().await(5, SECONDS);
    assertEquals(second, sid(other));
    assertEquals(List.of(second), of(uid));
  }

  @Test
  void aSingleSessionRefusesASecondOfItsUidUntilTheFirstIsGone() throws Exception {
    var first = cluster.client("connector-2").await(5, SECONDS);
    var second = cluster.client("connector-2").await(5, SECONDS);
    long one = sid(first);
    long two = sid(second);
    ask("connector-2", sessions -> sessions.bind(one, "single"));
    ask("connector-2", sessions -> sessions.bind(one, "single"));
    String text = assertThrows(ServiceException.class,
      () -> ask("connector-2", sessions -> sessions.bind(two, "single"))).getMessage();
    assertTrue(text.contains("singleSession"), text);
    ask("connector-2", sessions -> sessions.unbind(one, "single"));
    ask("connector-2", sessions -> sessions.bind(two, "single"));
  }

  @Test
  void aClosedSessionIsFoundNeitherByIdNorByUid() throws Exception {
    ask(sessions -> sessions.bind(sid, uid));
    Future<Void> closed = closing(sid);
    client.close().await(5, SECONDS);
    closed.await(5, SECONDS);
    assertNull(see(sessions -> sessions.get(sid)));
    assertEquals(List.of(), of(uid));
    refused(sessions -> sessions.bind(sid, uid));
    refused(sessions -> sessions.importValue(sid, "key", 1));
  }

  /** Completes when the session ends, behind every other close handler set so far. */
  private static Future<Void> closing(long sid) throws Exception {
    var closed = Promise.<Void>promise();
    ask(sessions -> {
      sessions.get(sid).closeHandler("test", session -> closed.complete());
      return Future.succeededFuture();
    });
    return closed.future();
  }

  @Test
  void closeHandlersHearTheEndOnceAndALaterOneOfANameReplacesTheFirst() throws Exception {
    var heard = new ArrayList<String>();
    ask(sessions -> sessions.bind(sid, uid));
    ask(sessions -> {
      var session = sessions.get(sid);
      session.closeHandler(s -> heard.add("replaced"));
      session.closeHandler("room", s -> heard.add("removed"));
      session.closeHandler("boom", s -> {
        throw new IllegalStateException("thrown");
      });
      sessions.get(sid).closeHandler(s -> heard.add(s.uid() + " left " + s.frontendId()
        + ", found: " + sessions.getByUid(s.uid()).size()));
      session.closeHandler("room", null);
      return Future.succeededFuture();
    });
    Future<Void> closed = closing(sid);
    ask(sessions -> sessions.kick(uid).compose(v -> sessions.kick(uid)));
    client.close().await(5, SECONDS);
    closed.await(5, SECONDS);
    see(SessionService::getSessionsCount);
    assertEquals(List.of(uid + " left connector-1, found: 0"), heard);
  }

  @Test
  void valuesAreImportedOneByOneAndSeveralAtOnce() throws Exception {
    ask(sessions -> sessions.importValue(sid, "a", 1));
    var values = new JsonObject().put("b", new JsonObject().put("c", 2)).put("d", null);
    ask(sessions -> sessions.importAll(sid, values));
    values.getJsonObject("b").put("c", "changed afterwards");
    assertEquals(new JsonObject("{\"a\": 1, \"b\": {\"c\": 2}, \"d\": null}"),
      see(sessions -> sessions.get(sid).settings()));
  }

  @Test
  void aSessionThatDoesNotExistTakesNoValues() {
    refused(sessions -> sessions.importValue(NOBODY, "a", 1));
    refused(sessions -> sessions.importAll(NOBODY, new JsonObject().put("a", 1)));
  }

  @Test
  void kickingNobodyIsASuccess() throws Exception {
    ask(sessions -> sessions.kick("nobody"));
    ask(sessions -> sessions.kick("nobody", "why"));
    ask(sessions -> sessions.kickBySessionId(NOBODY));
    assertNotNull(see(sessions -> sessions.get(sid)));
  }

  @Test
  void anUnboundSessionIsKickedByItsId() throws Exception {
    Future<Void> closed = closing(sid);
    ask(sessions -> sessions.kickBySessionId(sid));
    assertEquals("kick", client.kicked().await(5, SECONDS));
    client.closed().await(5, SECONDS);
    closed.await(5, SECONDS);
    assertNull(see(sessions -> sessions.get(sid)));
  }

  @Test
  void everySessionOfAUidIsKickedWithTheReason() throws Exception {
    var other = cluster.client("connector-1").await(5, SECONDS);
    var stays = cluster.client("connector-1").await(5, SECONDS);
    long second = sid(other);
    long third = sid(stays);
    ask(sessions -> sessions.bind(sid, uid).compose(v -> sessions.bind(second, uid))
      .compose(v -> sessions.bind(third, "stays" + uid)));
    ask(sessions -> sessions.kick(uid, "logged in elsewhere"));
    assertEquals("logged in elsewhere", client.kicked().await(5, SECONDS));
    assertEquals("logged in elsewhere", other.kicked().await(5, SECONDS));
    assertEquals(third, sid(stays));
    assertFalse(stays.closed().isComplete());
  }

  @Test
  void aPackageIsSentAsItIsToEverySessionOfAUid() throws Exception {
    var other = cluster.client("connector-1").await(5, SECONDS);
    long second = sid(other);
    ask(sessions -> sessions.bind(sid, uid).compose(v -> sessions.bind(second, uid)));
    var packet = Buffer.buffer(MessageCodec.encodePacket(
      Message.push("onRaw", "{\"n\":1}".getBytes(UTF_8))));
    assertEquals(true, see(sessions -> sessions.sendMessageByUid(uid, packet)));
    for (TestClient receiver : List.of(client, other)) {
      assertEquals(new JsonObject().put("n", 1), receiver.push("onRaw").await(5, SECONDS));
    }
    assertEquals(false, see(sessions -> sessions.sendMessageByUid("nobody", packet)));
  }

  @Test
  void sessionsAreVisitedAllOrOnlyBoundOnes() throws Exception {
    var other = cluster.client("connector-1").await(5, SECONDS);
    long second = sid(other);
    ask(sessions -> sessions.bind(second, uid));
    var all = new ArrayList<Long>();
    var bound = new ArrayList<Long>();
    int count = see(sessions -> {
      sessions.forEachSession(session -> all.add(session.id()));
      sessions.forEachBindedSession(session -> bound.add(session.id()));
      return sessions.getSessionsCount();
    });
    assertEquals(count, all.size());
    assertTrue(all.containsAll(List.of(sid, second)));
    assertTrue(bound.contains(second));
    assertFalse(bound.contains(sid));
  }

  @Test
  void aVisitorMayKickWhomItVisits() throws Exception {
    ask(sessions -> sessions.bind(sid, uid));
    see(sessions -> {
      sessions.forEachBindedSession(session -> {
        if (uid.equals(session.uid())) {
          sessions.kickBySessionId(session.id(), "visited");
        }
      });
      return true;
    });
    assertEquals("visited", client.kicked().await(5, SECONDS));
  }

  @Test
  void sessionsOfAFrontendAreNotThoseOfAnother() throws Exception {
    ask(sessions -> sessions.bind(sid, uid));
    assertTrue(ask("connector-2", sessions -> Future.succeededFuture(sessions.getByUid(uid)))
      .isEmpty());
  }

  @Test
  void aBackendHasNoSessionsOfItsOwn(Vertx vertx) throws Exception {
    var backend = Pomelo.createApp(vertx,
      new ApplicationOptions().setCluster("alone").setServerId("a-1")
        .setServers(new JsonObject("{\"a\": [{\"id\": \"a-1\"}]}")));
    backend.start().await(5, SECONDS);
    String text = assertThrows(IllegalStateException.class, backend::sessionService).getMessage();
    assertTrue(text.contains("a-1") && text.contains("a frontend"), text);
    assertThrows(IllegalStateException.class, backend::connectionService);
    backend.stop().await(5, SECONDS);
  }
}
