package io.pomelo.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LocalMembershipTest {

  private final BlockingQueue<String> views = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private Membership membership;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    this.membership = LocalMembership.of(vertx, "game");
  }

  @Test
  void everyChangeIsSeenInItsOrderAndEveryViewIsInIdOrder() throws Exception {
    ServerInfo b = server("b");
    ServerInfo a = server("a");
    watch(membership);
    assertView("[]");
    join(b);
    join(a);
    leave(b);
    assertView("[chat/b#1]");
    assertView("[chat/a#2, chat/b#1]");
    assertView("[chat/a#2]");
  }

  @Test
  void theFirstViewComesBeforeTheWatchIsThereAndOnTheSameContext() throws Exception {
    join(server("a"));
    Context context = vertx.getOrCreateContext();
    var seen = new ArrayList<Object>();
    Promise<Void> watching = Promise.promise();
    context.runOnContext(v -> membership.watch(view -> {
      seen.add(view.size());
      seen.add(Vertx.currentContext());
    }).<Void>mapEmpty().onComplete(watching));
    watching.future().await(5, TimeUnit.SECONDS);
    assertEquals(List.of(1, context), seen);
  }

  @Test
  void aClosedWatchSeesNothingMore() throws Exception {
    Membership.Watch watch = watch(membership);
    assertView("[]");
    watch.close();
    watch(membership);
    assertView("[]");
    join(server("a"));
    assertView("[chat/a#1]"); // of the second watch
    join(server("b"));
    assertView("[chat/a#1, chat/b#2]");
  }

  @Test
  void incarnationsOnlyGrowAlsoOverClusters() throws Exception {
    long last = 0;
    for (int i = 0; i < 10; i++) {
      long next = LocalMembership.of(vertx, "game" + i % 2).nextIncarnation().result();
      assertTrue(next > last, next + " after " + last);
      last = next;
    }
  }

  @Test
  void aNewerRunReplacesAnOlderOneAndNeverTheOtherWayRound() throws Exception {
    ServerInfo first = server("a");
    ServerInfo second = server("a");
    join(first);
    join(second);
    watch(membership);
    assertView("[chat/a#2]");
    leave(first);
    String text = assertThrows(IllegalStateException.class, () -> join(first)).getMessage();
    assertEquals("server a: incarnation 1 (expected: at least 2, which is running)", text);
    join(server("b"));
    assertView("[chat/a#2, chat/b#3]");
    leave(second);
    assertView("[chat/b#3]");
  }

  @Test
  void whatWasPublishedIsACopyInAnImmutableList() throws Exception {
    ServerInfo server = server("a");
    join(server);
    server.setHost("changed");
    Promise<List<ServerInfo>> seen = Promise.promise();
    membership.watch(seen::complete);
    List<ServerInfo> view = seen.future().await(5, TimeUnit.SECONDS);
    assertEquals(ServerInfo.DEFAULT_HOST, view.get(0).getHost());
    assertThrows(UnsupportedOperationException.class, () -> view.remove(0));
  }

  @Test
  void clustersAreApartAndSoAreInstancesOfVertx() throws Exception {
    join(server("a"));
    watch(LocalMembership.of(vertx, "other"));
    assertView("[]");
    watch(LocalMembership.of(vertx, "game"));
    assertView("[chat/a#1]");
    Vertx elsewhere = Vertx.vertx();
    try {
      watch(LocalMembership.of(elsewhere, "game"));
      assertView("[]");
    } finally {
      elsewhere.close().await(5, TimeUnit.SECONDS);
    }
    assertSame(null, views.poll());
  }

  private ServerInfo server(String id) {
    return new ServerInfo().setId(id).setServerType("chat")
      .setIncarnation(membership.nextIncarnation().result());
  }

  private Membership.Watch watch(Membership watched) throws Exception {
    return watched.watch(view -> views.add(view.toString())).await(5, TimeUnit.SECONDS);
  }

  private void join(ServerInfo server) throws Exception {
    membership.join(server).await(5, TimeUnit.SECONDS);
  }

  private void leave(ServerInfo server) throws Exception {
    membership.leave(server).await(5, TimeUnit.SECONDS);
  }

  private void assertView(String expected) throws Exception {
    assertEquals(expected, views.poll(5, TimeUnit.SECONDS));
  }
}
