package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.ApplicationOptions;
import io.pomelo.Lifecycle;
import io.pomelo.Pomelo;
import io.pomelo.session.Registration;
import io.pomelo.cluster.ServerInfo;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.Session;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ListenerTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
     "chat": [{"id": "chat-1"}, {"id": "chat-2"}]}""");

  private final Recorder recorder = new Recorder();

  private static Application app(Vertx vertx, String id) {
    return Pomelo.createApp(vertx, new ApplicationOptions().setServers(SERVERS).setServerId(id));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(10, SECONDS);
  }

  @Test
  void serversThatComeAndGoAreHeardOfAndFoundOrNotFoundThen(Vertx vertx) throws Exception {
    var found = new ArrayList<List<String>>();
    var chat = app(vertx, "chat-1");
    chat.listen(recorder.listener());
    chat.listen(new ApplicationListener() {
      @Override
      public void addServers(List<ServerInfo> servers) {
        found.add(List.copyOf(chat.getServers().keySet()));
      }

      @Override
      public void removeServers(List<ServerInfo> servers) {
        found.add(List.copyOf(chat.getServers().keySet()));
      }
    });
    await(chat.start());
    var other = app(vertx, "chat-2");
    await(other.start());
    await(other.stop());
    assertEquals(List.of("add:chat-1", "start:chat-1", "add:chat-2", "remove:chat-2"),
      recorder.seen);
    assertEquals(List.of(List.of("chat-1"), List.of("chat-1", "chat-2"), List.of("chat-1")), found);
    await(chat.stop());
    assertEquals("remove:chat-1", recorder.seen.get(4));
  }

  @Test
  void aServerHearsOfThoseThatRunAlready(Vertx vertx) throws Exception {
    await(app(vertx, "chat-1").start());
    var second = app(vertx, "chat-2");
    second.listen(recorder.listener());
    await(second.start());
    assertEquals(List.of("add:chat-1", "add:chat-2", "start:chat-2"), recorder.seen);
  }

  @Test
  void anotherRunOfAServerIsRemovedAndAdded(Vertx vertx) throws Exception {
    var runs = new ArrayList<Boolean>();
    var chat = app(vertx, "chat-1");
    await(chat.start());
    await(app(vertx, "chat-2").start());
    chat.listen(recorder.listener());
    chat.listen(new ApplicationListener() {
      private long before;

      @Override
      public void removeServers(List<ServerInfo> servers) {
        before = servers.get(0).getIncarnation();
      }

      @Override
      public void addServers(List<ServerInfo> servers) {
        runs.add(before > 0 && servers.get(0).getIncarnation() > before);
      }
    });
    await(app(vertx, "chat-2").start());
    assertEquals(List.of("remove:chat-2", "add:chat-2"), recorder.seen);
    assertEquals(List.of(true), runs);
  }

  @Test
  void startAllComesOnceWhenEveryConfiguredServerRuns(Vertx vertx) throws Exception {
    var chat = app(vertx, "chat-1");
    chat.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> afterStartAll(Application app) {
        recorder.seen.add("afterStartAll");
        throw new IllegalStateException("disturbs nobody");
      }
    });
    await(chat.start());
    chat.listen(recorder.listener());
    var second = app(vertx, "chat-2");
    await(second.start());
    await(second.stop());
    await(app(vertx, "chat-2").start());
    assertFalse(recorder.seen.contains("all"), recorder.seen.toString());
    var connector = app(vertx, "connector-1");
    var connectors = new Recorder();
    connector.listen(connectors.listener());
    await(connector.start());
    var expected = List.of("add:chat-2", "remove:chat-2", "add:chat-2", "add:connector-1",
      "afterStartAll", "all");
    assertEquals(expected, recorder.seen);
    assertEquals(List.of("add:chat-1,chat-2", "add:connector-1", "start:connector-1", "all"),
      connectors.seen);
    await(connector.stop());
    await(app(vertx, "connector-1").start());
    assertEquals(1, recorder.seen.stream().filter("all"::equals).count());
  }

  @Test
  void aStartThatFailsIsNoStart(Vertx vertx) throws Exception {
    var chat = app(vertx, "chat-1");
    chat.listen(recorder.listener());
    chat.lifecycle("chat", new Lifecycle() {
      @Override
      public Future<Void> afterStartup(Application app) {
        return Future.failedFuture(new IllegalArgumentException("no"));
      }
    });
    assertThrows(IllegalArgumentException.class, () -> await(chat.start()));
    assertEquals("add:chat-1", recorder.seen.get(0));
    assertFalse(recorder.seen.contains("start:chat-1"), recorder.seen.toString());
  }

  @Test
  void sessionsAreHeardOfBeforeTheirOwnHandlers(Vertx vertx) throws Exception {
    Promise<Void> closed = Promise.promise();
    var contexts = new ArrayList<Context>();
    var uids = new ArrayList<Object>();
    var cluster = await(TestCluster.start(vertx, new ApplicationOptions().setServers(SERVERS),
      app -> {
        if (!app.isFrontend()) {
          return;
        }
        app.listen(recorder.listener());
        app.listen(new ApplicationListener() {
          @Override
          public void bindSession(Session session) {
            contexts.add(Vertx.currentContext());
            uids.add(app.sessionService().get(session.id()).uid());
          }

          @Override
          public void closeSession(Session session) {
            uids.add(app.sessionService().get(session.id()));
            uids.add(session.get("room"));
          }
        });
        app.handler("connector.h.login", request -> {
          var session = (FrontendSession) request.session();
          session.bindHandler(s -> recorder.seen.add("own bind"));
          session.unbindHandler(s -> recorder.seen.add("own unbind"));
          session.closeHandler(s -> {
            recorder.seen.add("own close");
            closed.complete();
          });
          return session.bind("u1")
            .compose(v -> session.unbind("u1"))
            .compose(v -> session.bind("u2"))
            .compose(v -> session.set("room", "r1").pushAll());
        });
      }));
    var client = await(cluster.client("connector-1"));
    await(client.request("connector.h.login", new JsonObject()));
    client.close();
    await(closed.future());
    var sessions = recorder.seen.stream().filter(event -> !event.matches("(add|start|all).*"))
      .toList();
    assertEquals(List.of("bind:u1", "own bind", "unbind:null", "own unbind", "bind:u2", "own bind",
      "close:u2", "own close"), sessions);
    assertEquals(Arrays.asList("u1", "u2", null, "r1"), uids);
    var context = cluster.app("connector-1").context();
    assertEquals(List.of(context, context), contexts);
  }

  @Test
  void whatAListenerThrowsDisturbsNobody(Vertx vertx) throws Exception {
    var chat = app(vertx, "chat-1");
    chat.listen(new ApplicationListener() {
      @Override
      public void addServers(List<ServerInfo> servers) {
        throw new IllegalStateException("listener");
      }

      @Override
      public void startServer(String serverId) {
        throw new AssertionError("listener");
      }
    });
    chat.listen(recorder.listener());
    await(chat.start());
    assertEquals(List.of("add:chat-1", "start:chat-1"), recorder.seen);
  }

  @Test
  void aCancelledListenerHearsNothingMore(Vertx vertx) throws Exception {
    var chat = app(vertx, "chat-1");
    var registrations = new ArrayList<Registration>();
    chat.listen(new ApplicationListener() {
      @Override
      public void startServer(String serverId) {
        registrations.forEach(Registration::cancel);
        registrations.forEach(Registration::cancel);
      }
    });
    registrations.add(chat.listen(recorder.listener()));
    await(chat.start());
    assertEquals(List.of("add:chat-1"), recorder.seen);
  }
}
