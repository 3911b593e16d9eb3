package io.pomelo.session.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.time.Deadlines;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Owners that come, go, and are seen differently. All runs on one context. */
class UidClaimsTest {

  private final LocalNet net = new LocalNet();
  private final List<String> lost = new ArrayList<>();
  private final List<ServerInfo> infos = new ArrayList<>();
  private final List<UidClaims> frontends = new ArrayList<>();
  private Vertx vertx;
  private Context context;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    context = vertx.getOrCreateContext();
    start(0);
  }

  private void start(long settleMillis) throws Exception {
    on(() -> {
      var deadlines = new Deadlines(vertx);
      infos.clear();
      frontends.clear();
      for (int i = 0; i < 3; i++) {
        infos.add(LocalNet.server("c" + i, 10 + i));
        frontends.add(
          new UidClaims(infos.get(i), net.links(infos.get(i)), deadlines, settleMillis));
        frontends.get(i).register();
      }
      see(0, 1, 2);
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

  /** All servers see these frontends. */
  private void see(int... which) {
    frontends.forEach(claims -> claims.view(list(which)));
  }

  private List<ServerInfo> list(int... which) {
    var list = new ArrayList<ServerInfo>();
    for (int i : which) {
      list.add(infos.get(i));
    }
    return list;
  }

  private Future<Claim> claim(int frontend, Object uid, boolean kickOld) {
    return frontends.get(frontend).claim(uid, kickOld,
      claim -> lost.add(claim.uid() + "@" + claim.frontendId()));
  }

  private int known() {
    return frontends.stream().mapToInt(claims -> claims.table().size()).sum();
  }

  /** Servers that saw the cluster differently for a moment ask again. */
  private void untilKnown(int claims) throws Exception {
    while (on(this::known) != claims) {
      vertx.timer(5, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  @Timeout(10)
  void claimsMoveWithTheirOwnersAndNoneIsKeptTwice() throws Exception {
    on(() -> {
      for (int uid = 1; uid <= 50; uid++) {
        assertTrue(claim(0, uid, false).succeeded());
      }
      assertEquals(50, known());
      assertNotEquals(0, frontends.get(2).table().size());
      net.gone.add("c2");
      see(0, 1);
      return null;
    });
    untilKnown(50 + on(() -> frontends.get(2).table().size()));
    on(() -> {
      assertEquals(50, frontends.get(0).table().size() + frontends.get(1).table().size());
      for (int uid = 1; uid <= 50; uid++) {
        assertEquals(SessionVerticle.REFUSED,
          ((ServiceException) claim(1, uid, false).cause()).failureCode());
      }
      net.gone.clear();
      see(0, 1, 2);
      return null;
    });
    untilKnown(50);
    assertEquals(List.of(), lost);
  }

  @Test
  void whatAFrontendThatLeftHeldIsFree() throws Exception {
    on(() -> {
      for (int uid = 1; uid <= 50; uid++) {
        assertTrue(claim(0, uid, false).succeeded());
      }
      net.gone.add("c0");
      frontends.get(1).view(list(1, 2));
      frontends.get(2).view(list(1, 2));
      for (int uid = 1; uid <= 50; uid++) {
        assertTrue(claim(1, uid, false).succeeded());
      }
      infos.set(1, LocalNet.server("c1", 20)); // another run under the same id
      frontends.get(2).view(list(1, 2));
      assertEquals(0, frontends.get(2).table().size());
      return null;
    });
  }

  @Test
  @Timeout(10)
  void ofTwoSessionsBoundByTwoOwnersTheLaterStays() throws Exception {
    on(() -> {
      // Each side of a split sees only itself.
      frontends.get(0).view(list(0));
      frontends.get(1).view(list(1));
      for (int uid = 1; uid <= 10; uid++) {
        assertTrue(claim(0, uid, false).succeeded());
      }
      return null;
    });
    vertx.timer(5, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS); // epochs follow the clock
    on(() -> {
      for (int uid = 1; uid <= 10; uid++) {
        assertTrue(claim(1, uid, false).succeeded());
      }
      see(0, 1, 2);
      return null;
    });
    while (on(lost::size) < 10) {
      vertx.timer(5, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS);
    }
    on(() -> {
      for (int uid = 1; uid <= 10; uid++) {
        assertTrue(lost.contains(uid + "@c0"), lost::toString);
      }
      return null;
    });
    untilKnown(10);
    assertEquals(10, lost.size());
  }

  @Test
  void aNewOwnerWaitsForTheWordOfTheHolders() throws Exception {
    start(UidOwner.SETTLE_MILLIS);
    var first = on(() -> {
      var claims = new ArrayList<Future<Claim>>();
      for (int uid = 1; uid <= 20; uid++) {
        claims.add(claim(0, uid, false));
      }
      assertEquals(0, known());
      return Future.all(claims);
    });
    first.await(10, TimeUnit.SECONDS);
    var second = on(() -> {
      net.gone.add("c2");
      frontends.get(1).view(list(0, 1));
      var claims = new ArrayList<Future<Claim>>();
      for (int uid = 1; uid <= 20; uid++) {
        claims.add(claim(1, uid, false));
      }
      assertTrue(claims.stream().anyMatch(claim -> !claim.isComplete()));
      frontends.get(0).view(list(0, 1));
      return Future.join(claims).transform(joined -> Future.succeededFuture(claims));
    });
    for (Future<Claim> claim : second.await(10, TimeUnit.SECONDS)) {
      assertTrue(claim.failed());
    }
    assertEquals(List.of(), lost);
  }

  @Test
  void aServerThatIsNoOwnerAsItSeesItGrantsNothing() throws Exception {
    Future<Claim> claim = on(() -> {
      frontends.get(0).view(list(1)); // takes c1 for the owner of all
      frontends.get(1).view(list(0));
      return claim(0, "ann", false);
    });
    assertEquals(false, on(claim::isComplete));
    on(() -> {
      see(0, 1, 2);
      return null;
    });
    assertEquals("c0", claim.await(10, TimeUnit.SECONDS).frontendId());
    assertEquals(1, (int) on(this::known));
  }

  @Test
  void aReleaseReachesAnOwnerThatWasMuteForAWhile() throws Exception {
    Future<Void> released = on(() -> {
      Claim claim = claim(0, "ann", false).result();
      net.mute.addAll(List.of("c0", "c1", "c2"));
      return frontends.get(0).release(claim);
    });
    assertEquals(1, (int) on(this::known));
    on(() -> {
      net.mute.clear();
      return null;
    });
    released.await(10, TimeUnit.SECONDS);
    assertEquals(0, (int) on(this::known));
  }

  @Test
  void anOldSessionThatCannotBeToldDoesNotKeepTheNewOneOut() throws Exception {
    on(() -> {
      Object uid = 1;
      while (!"c2".equals(ownerOf(uid))) {
        uid = (Integer) uid + 1;
      }
      long first = claim(0, uid, true).result().epoch();
      net.mute.add("c0");
      Claim second = claim(1, uid, true).result();
      assertTrue(second.epoch() > first);
      assertEquals(List.of(), lost);
      net.mute.clear();
      Claim third = claim(2, uid, true).result();
      assertTrue(third.epoch() > second.epoch());
      assertEquals(List.of(uid + "@c1"), lost);
      return null;
    });
  }

  private String ownerOf(Object uid) {
    var owner = new UidOwner(infos.get(0), 0);
    owner.view(list(0, 1, 2));
    return owner.of(uid).getId();
  }
}
