package io.pomelo.session.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frontends that vanish without a word. */
class SessionWatchesTest {

  private final LocalNet net = new LocalNet();
  private final ServerInfo backend = LocalNet.server("chat-1", 1);
  private final ServerInfo frontend = LocalNet.server("connector-1", 2);
  private final List<String> ends = new ArrayList<>();
  private Vertx vertx;
  private Context context;
  private BackendSessionVerticle service;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
    Links links = net.links(frontend);
    links.handle(LinkOp.SESSION_UNWATCH, (from, payload) -> Future.succeededFuture(new byte[0]));
    links.handle(LinkOp.SESSION_WATCH, (from, payload) -> {
      var answer = Payload.write(64).putLong(2).putFlag(true);
      SessionExport.write(answer, new BackendSessionImpl(Payload.read(payload).getLong(),
        "connector-1", "ann", Settings.empty(), service));
      return Future.succeededFuture(answer.toBytes());
    });
    on(() -> {
      service = new BackendSessionVerticle(backend, net.links(backend), new Deadlines(vertx));
      service.deploy(context);
      service.view(List.of(backend, frontend));
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

  private void watch(long sid) throws Exception {
    on(() -> service.closeHandler("connector-1", sid, session -> ends.add(session.toString())));
  }

  @Test
  void theSessionsOfAFrontendThatVanishedHaveEnded() throws Exception {
    watch(1);
    watch(2);
    on(() -> {
      service.view(List.of(backend, frontend));
      assertEquals(List.of(), ends);
      service.view(List.of(backend));
      service.view(List.of(backend));
      return null;
    });
    assertEquals(List.of("session 1@connector-1 of ann", "session 2@connector-1 of ann"),
      ends.stream().sorted().toList());
  }

  @Test
  void anotherRunOfTheFrontendIsTheEndOfThatBefore() throws Exception {
    watch(1);
    on(() -> {
      service.view(List.of(backend, LocalNet.server("connector-1", 3)));
      return null;
    });
    assertEquals(List.of("session 1@connector-1 of ann"), ends);
  }

  @Test
  @Timeout(10)
  void aFrontendTooBusyToAnswerIsAskedAgain() throws Exception {
    net.mute.add("connector-1");
    watch(1);
    assertEquals(List.of("SESSION_WATCH chat-1 connector-1"), net.frames);
    on(() -> net.mute.remove("connector-1"));
    while (on(() -> net.frames.size()) < 2) {
      vertx.timer(5, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS);
    }
    on(() -> {
      assertEquals(List.of(), ends);
      service.view(List.of(backend));
      return null;
    });
    assertEquals(List.of("session 1@connector-1 of ann"), ends);
  }

  @Test
  void theLastHandlerTakenBackTellsTheFrontend() throws Exception {
    var first = on(() -> service.closeHandler("connector-1", 1, "one", session -> { }));
    var second = on(() -> service.closeHandler("connector-1", 1, "two", session -> { }));
    on(() -> {
      first.cancel();
      assertEquals(1, net.frames.size());
      second.cancel();
      second.cancel();
      return null;
    });
    assertEquals(List.of("SESSION_WATCH chat-1 connector-1", "SESSION_UNWATCH chat-1 connector-1"),
      net.frames);
  }
}
