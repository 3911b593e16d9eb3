package io.pomelo.push;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.channel.Channel;
import io.pomelo.channel.Member;
import io.pomelo.channel.PushOptions;
import io.pomelo.channel.PushResult;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pushes from a backend to members of channels, to lists of users and to everybody. */
@ExtendWith(VertxExtension.class)
class PushTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0},
                   {"id": "connector-2", "frontend": true, "clientPort": 0},
                   {"id": "connector-3", "frontend": true, "clientPort": 0}],
     "gate": [{"id": "gate-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}]}""");
  private static final JsonObject HI = new JsonObject().put("text", "hi");

  private static Vertx vertx;
  private static TestCluster cluster;
  private final List<TestClient> clients = new ArrayList<>();
  private String name;

  @BeforeAll
  static void start(Vertx shared) throws Exception {
    vertx = shared;
    cluster = TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS),
      PushTest::setup).await(10, SECONDS);
  }

  private static void setup(Application app) {
    app.handler(app.getServerType() + ".h.bind", request -> {
      Object uid = request.json().getValue("uid");
      return uid == null ? Future.succeededFuture() : request.session().bind(uid);
    });
  }

  @BeforeEach
  void name() {
    name = UUID.randomUUID().toString();
  }

  /** A client that is bound, unless the uid is null; {@code end} tells when it has got all. */
  private TestClient user(String frontend, Object uid) throws Exception {
    var client = cluster.client(frontend).await(5, SECONDS);
    end(client);
    client.request(frontend.replaceAll("-.*", "") + ".h.bind", new JsonObject().put("uid", uid))
      .await(5, SECONDS);
    clients.add(client);
    return client;
  }

  /** An answer comes behind what the frontend has sent before. */
  private static void end(TestClient client) throws Exception {
    client.request("nobody.h.none", null).await(5, SECONDS);
  }

  private static <T> T on(Function<Application, Future<T>> action) throws Exception {
    return cluster.call("chat-1", action).await(5, SECONDS);
  }

  private Channel channel(Application app) {
    return app.channelService().createChannel(name);
  }

  private PushResult pushToMembers(Object msg, Member... members) throws Exception {
    return on(app -> {
      for (Member member : members) {
        channel(app).add(member.getUid(), member.getSid());
      }
      return channel(app).pushMessage("onChat", msg);
    });
  }

  private static PushResult pushByUids(Object msg, Member... members) throws Exception {
    return on(app -> app.channelService()
      .pushMessageByUids("onChat", msg, Arrays.asList(members)));
  }

  private static List<Object> got(TestClient client) throws Exception {
    end(client);
    return client.pushes("onChat");
  }

  @Test
  void aChannelReachesItsMembersOnAllFrontendsAndNobodyElse() throws Exception {
    var ann = user("connector-1", "ann" + name);
    var bob = user("connector-2", "bob" + name);
    var cid = user("connector-2", "cid" + name);
    var result = pushToMembers(HI, new Member("ann" + name, "connector-1"),
      new Member("bob" + name, "connector-2"));
    assertEquals(2, result.getQueued());
    assertEquals(List.of(HI), got(ann));
    assertEquals(List.of(HI), got(bob));
    assertEquals(List.of(), got(cid));
  }

  @Test
  void eachFrontendIsAskedOnceHoweverManyMembersItHas() throws Exception {
    user("connector-1", "ann" + name);
    user("connector-1", "bob" + name);
    user("connector-2", "cid" + name);
    for (boolean byList : new boolean[] {false, true}) {
      var sent = new CopyOnWriteArrayList<String>();
      Handler<DeliveryContext<Object>> count = message -> {
        String address = message.message().address();
        if (address.matches("pomelo\\.connector-.*\\.link")) {
          sent.add(address.replaceAll("pomelo\\.(connector-\\d).*", "$1"));
        }
        message.next();
      };
      vertx.eventBus().addOutboundInterceptor(count);
      Member[] members = {new Member("ann" + name, "connector-1"),
        new Member("cid" + name, "connector-2"), new Member("bob" + name, "connector-1")};
      assertEquals(3, (byList ? pushByUids(HI, members) : pushToMembers(HI, members)).getQueued());
      vertx.eventBus().removeOutboundInterceptor(count);
      assertEquals(List.of("connector-1", "connector-2"), sent.stream().sorted().toList());
    }
    assertEquals(List.of(HI, HI), got(clients.get(0)));
    assertEquals(List.of(HI, HI), got(clients.get(2)));
  }

  @Test
  void aFrontendIsLeftAloneWhenItsLastMemberHasLeft() throws Exception {
    var ann = user("connector-1", "ann" + name);
    var result = on(app -> {
      channel(app).add("ann" + name, "connector-1");
      channel(app).add("bob", "connector-9");
      channel(app).leave("bob", "connector-9");
      return channel(app).pushMessage("onChat", HI);
    });
    assertEquals(List.of(), result.getFailedFrontends());
    assertEquals(List.of(HI), got(ann));
  }

  @Test
  void aMessageMayCarryItsRoute() throws Exception {
    var ann = user("connector-1", "ann" + name);
    var msg = new JsonObject().put("route", "onChat").put("n", 1);
    on(app -> {
      channel(app).add("ann" + name, "connector-1");
      return channel(app).pushMessage(msg);
    });
    assertEquals(List.of(msg), got(ann));
    assertTrue(assertThrows(IllegalArgumentException.class,
      () -> on(app -> channel(app).pushMessage(HI))).getMessage().contains("route"));
  }

  @Test
  void aMessageIsSentAsItWasAtTheCall() throws Exception {
    var ann = user("connector-1", "ann" + name);
    on(app -> {
      var msg = new JsonObject().put("n", 1);
      channel(app).add("ann" + name, "connector-1");
      Future<PushResult> pushed = channel(app).pushMessage("onChat", msg);
      msg.put("n", 2);
      channel(app).leave("ann" + name, "connector-1");
      return pushed;
    });
    assertEquals(List.of(new JsonObject().put("n", 1)), got(ann));
  }

  @Test
  void aMessageIsAnyJsonButNothing() throws Exception {
    var ann = user("connector-1", "ann" + name);
    var member = new Member("ann" + name, "connector-1");
    pushByUids(new JsonArray().add(1), member);
    pushByUids("text", member);
    pushByUids(7, member);
    pushByUids(Buffer.buffer("{\"raw\":true}"), member);
    assertEquals(List.of(new JsonArray().add(1), "text", 7, new JsonObject().put("raw", true)),
      got(ann));
    for (Object empty : Arrays.asList(null, "", 0, false)) {
      assertThrows(IllegalArgumentException.class, () -> pushByUids(empty, member));
      assertThrows(IllegalArgumentException.class, () -> pushToMembers(empty, member));
      assertThrows(IllegalArgumentException.class, () -> on(app -> app.channelService()
        .broadcast("connector", "onChat", empty)));
    }
    assertEquals(4, got(ann).size());
  }

  @Test
  void membersWhoAreOfflineAreNamed() throws Exception {
    user("connector-1", "ann" + name);
    var off = new Member("off" + name, "connector-1");
    var moved = new Member("ann" + name, "connector-2");
    var result = pushToMembers(HI, new Member("ann" + name, "connector-1"), off, moved);
    assertEquals(1, result.getQueued());
    assertEquals(List.of(off, moved), result.getOffline());
    assertEquals(List.of(), result.getFailedFrontends());
    assertEquals(0, pushByUids(HI, off).getQueued());
  }

  @Test
  void frontendsThatAreNotThereAreNamedAndTheOthersServed() throws Exception {
    var ann = user("connector-1", "ann" + name);
    var result = pushToMembers(HI, new Member("bob", "connector-9"),
      new Member("ann" + name, "connector-1"), new Member("cid", "chat-9"));
    assertEquals(List.of("connector-9", "chat-9"), result.getFailedFrontends());
    assertEquals(1, result.getQueued());
    assertEquals(List.of(HI), got(ann));
    assertTrue(assertThrows(IllegalStateException.class,
      () -> pushByUids(HI, new Member("bob", "connector-9"))).getMessage()
      .contains("connector-9"));
  }

  @Test
  void aListOfUidsIsReachedOnceForEachSession() throws Exception {
    var first = user("connector-1", "ann" + name);
    var second = user("connector-1", "ann" + name);
    var elsewhere = user("connector-2", "ann" + name);
    var ann = new Member("ann" + name, "connector-1");
    assertEquals(2, pushByUids(HI, ann, ann).getQueued());
    assertEquals(List.of(HI), got(first));
    assertEquals(List.of(HI), got(second));
    assertEquals(List.of(), got(elsewhere));
  }

  @Test
  void anEmptyListIsRefused() {
    for (List<Member> none : Arrays.asList(List.<Member>of(), null)) {
      assertEquals("uids should not be empty", assertThrows(IllegalArgumentException.class,
        () -> on(app -> app.channelService().pushMessageByUids("onChat", HI, none))).getMessage());
    }
  }

  @Test
  void anEntryWithoutAFrontendOrAUidIsSkippedAndTheOthersServed() throws Exception {
    var ann = user("connector-1", "ann" + name);
    var result = pushByUids(HI, new Member("bob", null), new Member("ann" + name, "connector-1"),
      new Member((Object) null, "connector-1"), new Member(1.5, "connector-1"),
      new Member("", "connector-2"));
    assertEquals(1, result.getQueued());
    assertEquals(List.of(HI), got(ann));
    assertEquals(0, pushByUids(HI, new Member("bob", null)).getQueued());
  }

  @Test
  void uidsOfDifferentTypeAreDifferentReceivers() throws Exception {
    int number = Math.abs(name.hashCode()) + 1;
    var text = user("connector-1", String.valueOf(number));
    var integer = user("connector-1", number);
    pushByUids(HI, new Member((long) number, "connector-1"));
    assertEquals(List.of(), got(text));
    assertEquals(List.of(HI), got(integer));
  }

  @Test
  void aBroadcastReachesEverySessionOfTheTypeOnce() throws Exception {
    var bound = user("connector-1", "ann" + name);
    var twice = user("connector-1", "ann" + name);
    var unbound = user("connector-2", null);
    var other = user("gate-1", "ann" + name);
    on(app -> app.channelService().broadcast("connector", "onChat", HI));
    for (TestClient client : List.of(bound, twice, unbound)) {
      assertEquals(List.of(HI), got(client));
    }
    assertEquals(List.of(), got(other));
  }

  @Test
  void aBroadcastToBoundSessionsLeavesTheOthersOut() throws Exception {
    var bound = user("connector-1", "ann" + name);
    var twice = user("connector-1", "ann" + name);
    var unbound = user("connector-1", null);
    on(app -> app.channelService().broadcast("connector", "onChat", HI,
      new PushOptions().setBinded(true)));
    assertEquals(List.of(HI), got(bound));
    assertEquals(List.of(HI), got(twice));
    assertEquals(List.of(), got(unbound));
  }

  @Test
  void aBroadcastToNoServerIsASuccess() throws Exception {
    for (String type : List.of("nobody", "chat")) {
      assertEquals(new PushResult().toJson(),
        on(app -> app.channelService().broadcast(type, "onChat", HI)).toJson());
    }
  }

  @Test
  void aFrontendPushesToItsOwnClientsTheSameWay() throws Exception {
    var ann = user("connector-1", "ann" + name);
    var result = cluster.call("connector-1", app -> app.channelService().pushMessageByUids(
      "onChat", HI, List.of(new Member("ann" + name, "connector-1")))).await(5, SECONDS);
    assertEquals(1, result.getQueued());
    assertEquals(List.of(HI), got(ann));
  }
}
