package io.pomelo.session.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.connector.Client;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.session.SessionOptions;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a frontend tells of the end of a session, and until when. */
class SessionWatchersTest {

  private final LocalNet net = new LocalNet();
  private final ServerInfo frontend = LocalNet.server("connector-1", 2);
  private final ServerInfo backend = LocalNet.server("chat-1", 5);
  private final List<Long> told = new ArrayList<>();
  private final Client client = new Socket();
  private Vertx vertx;
  private Context context;
  private Links fromBackend;
  private SessionVerticle sessions;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
    fromBackend = net.links(backend);
    fromBackend.handle(LinkOp.SESSION_CLOSED, (from, payload) -> {
      told.add(Payload.read(payload).getLong());
      return Future.succeededFuture(new byte[0]);
    });
    on(() -> {
      Links links = net.links(frontend);
      sessions = new SessionVerticle(frontend, new SessionOptions(),
        new ConnectionVerticle(frontend), links, new Deadlines(vertx));
      SessionRemote.register(sessions, links);
      sessions.view(List.of(frontend, backend));
      sessions.opened(client);
      watch(5);
      return null;
    });
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private <T> T on(Callable<T> action) throws Exception {
    Promise<T> done = Promise.promise();
    context.runOnContext(v -> {
      try {
        done.complete(action.call());
      } catch (Throwable e) {
        done.fail(e);
      }
    });
    return done.future().await(10, TimeUnit.SECONDS);
  }

  private void watch(long incarnation) {
    fromBackend.request("connector-1", LinkOp.SESSION_WATCH,
      Payload.write(16).putLong(client.id()).putLong(incarnation).toBytes(), 1_000);
  }

  @Test
  void aServerThatLeftIsForgotten() throws Exception {
    on(() -> {
      sessions.view(List.of(frontend));
      sessions.view(List.of(frontend, LocalNet.server("chat-1", 6)));
      sessions.closed(client);
      assertEquals(List.of(), told);
      return null;
    });
  }

  @Test
  void aNewRunThatAskedBeforeItWasSeenIsTold() throws Exception {
    on(() -> {
      sessions.view(List.of(frontend));
      watch(6);
      sessions.view(List.of(frontend));
      sessions.view(List.of(frontend, LocalNet.server("chat-1", 6)));
      sessions.closed(client);
      sessions.closed(client);
      assertEquals(List.of(7L), told);
      return null;
    });
  }

  @Test
  @Timeout(10)
  void aServerTooBusyToListenIsToldLater() throws Exception {
    on(() -> {
      net.mute.add("chat-1");
      sessions.closed(client);
      net.mute.clear();
      assertEquals(List.of(), told);
      return null;
    });
    while (on(told::isEmpty)) {
      vertx.timer(5, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS);
    }
    assertEquals(List.of(7L), told);
  }

  /** A client that is only there. */
  private static final class Socket implements Client {

    @Override
    public long id() {
      return 7;
    }

    @Override
    public SocketAddress remoteAddress() {
      return SocketAddress.inetSocketAddress(1, "localhost");
    }

    @Override
    public boolean isWorking() {
      return true;
    }

    @Override
    public void respond(int requestId, String route, byte[] json) {
    }

    @Override
    public void send(byte[] packet) {
    }

    @Override
    public void mark() {
    }

    @Override
    public void kick(String reason) {
    }
  }
}
