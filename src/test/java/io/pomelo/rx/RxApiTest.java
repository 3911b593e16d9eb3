package io.pomelo.rx;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.RequestException;
import io.pomelo.channel.PushResult;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.rxjava3.Application;
import io.pomelo.rxjava3.Request;
import io.pomelo.rxjava3.channel.Channel;
import io.pomelo.rxjava3.client.PomeloClient;
import io.pomelo.rxjava3.session.Session;
import io.pomelo.testkit.TestCluster;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.subjects.ReplaySubject;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A game and its client written with the RxJava 3 API that is generated from ours. */
@ExtendWith(VertxExtension.class)
class RxApiTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}, {"id": "chat-2"}]}""");

  private TestCluster cluster;
  private PomeloClient client;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    cluster = TestCluster.start(vertx, SERVERS, app -> setup(new Application(app)))
      .await(20, SECONDS);
    client = PomeloClient.rxConnect(new io.vertx.rxjava3.core.Vertx(vertx),
      new PomeloClientOptions().setPort(cluster.port("connector-1")))
      .timeout(5, SECONDS).blockingGet();
  }

  private static void setup(Application app) {
    app.before(RxApiTest::refuseTheSilent)
      .route("chat", request -> Single.just("chat-2"))
      .handler("connector.entry.enter", request -> enter(request.session(), request.json()))
      .handler("chat.room.say", request -> say(app, request))
      .handler("chat.room.where", request -> Single.just(new JsonObject()
        .put("at", app.getServerId())));
  }

  private static Completable refuseTheSilent(Request request) {
    return "".equals(request.json().getString("text"))
      ? Completable.error(new RequestException(400, "nothing said")) : Completable.complete();
  }

  private static Single<JsonObject> enter(Session session, JsonObject msg) {
    return session.rxBind(msg.getString("name"))
      .andThen(Completable.defer(() -> session.set("room", msg.getString("room")).rxPushAll()))
      .toSingleDefault(new JsonObject().put("code", 200));
  }

  private static Single<JsonObject> say(Application app, Request request) {
    Session session = request.session();
    Channel room = app.channelService().getChannel(session.get("room"), true);
    room.add(session.uid(), session.frontendId());
    return room.rxPushMessage("onChat", new JsonObject().put("from", session.uid())
        .put("text", request.json().getString("text")))
      .map(PushResult::toJson);
  }

  private JsonObject ask(String route, JsonObject msg) {
    return (JsonObject) client.rxRequest(route, msg).timeout(5, SECONDS).blockingGet();
  }

  @Test
  void handlersAndPushesAreSinglesFromTheClientToTheRoom() {
    var pushes = ReplaySubject.<JsonObject>create();
    client.onPush("onChat", pushes::onNext);
    assertEquals(new JsonObject().put("code", 200), ask("connector.entry.enter",
      new JsonObject().put("name", "ann").put("room", "r")));
    assertEquals(1, ask("chat.room.say", new JsonObject().put("text", "hi")).getInteger("queued"));
    assertEquals(new JsonObject().put("from", "ann").put("text", "hi"),
      pushes.timeout(5, SECONDS).blockingFirst());
  }

  @Test
  void aRouteFunctionIsASingleToo() {
    for (int i = 0; i < 5; i++) {
      assertEquals(new JsonObject().put("at", "chat-2"), ask("chat.room.where", new JsonObject()));
    }
  }

  @Test
  void aFilterThatEndsInAnErrorRefuses() {
    assertEquals(new JsonObject().put("code", 400).put("msg", "nothing said"),
      ask("chat.room.say", new JsonObject().put("text", "")));
  }

  @Test
  void servicesAreUsedOnTheContextOfTheirServer() {
    ask("connector.entry.enter", new JsonObject().put("name", "ann").put("room", "r"));
    var connector = new Application(cluster.app("connector-1"));
    List<Object> uids = connector.rxCall(() -> Single.just(
      connector.sessionService().getByUid("ann").stream().map(Session::uid).toList()))
      .timeout(5, SECONDS).blockingGet();
    assertEquals(List.of("ann"), uids);
  }

  @Test
  void nothingHappensBeforeSomebodySubscribes() {
    Single<Object> enter = client.rxRequest("connector.entry.enter",
      new JsonObject().put("name", "bob").put("room", "r"));
    var connector = new Application(cluster.app("connector-1"));
    Single<Integer> bobs = connector.rxCall(() -> Single.just(
      connector.sessionService().getByUid("bob").size()));
    ask("chat.room.where", new JsonObject()); // whatever was sent before has arrived
    assertEquals(0, bobs.timeout(5, SECONDS).blockingGet());
    enter.timeout(5, SECONDS).blockingGet();
    assertEquals(1, bobs.timeout(5, SECONDS).blockingGet());
  }

  @Test
  void anErrorOfAServiceReachesTheSubscriber() {
    var chat = new Application(cluster.app("chat-1"));
    var failure = assertThrows(IllegalStateException.class, () -> chat.rxCall(() -> Single.just(
      chat.sessionService().getSessionsCount())).timeout(5, SECONDS).blockingGet());
    assertEquals("sessionService of chat-1, which is a backend (expected: a frontend)",
      failure.getMessage());
  }
}
