package io.pomelo.rpc.impl;

import static io.pomelo.rpc.impl.LinksTest.assertFailure;
import static io.pomelo.rpc.impl.TestServer.bytes;
import static io.pomelo.rpc.impl.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pomelo.cluster.ServerInfo;
import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Score;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.test.fakecluster.FakeClusterManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links between two nodes, over real sockets. */
class ClusteredLinksTest {

  private Vertx left;
  private Vertx right;
  private TestServer a;
  private TestServer b;

  @BeforeEach
  void start() throws Exception {
    left = node();
    right = node();
    a = TestServer.start(left, "a", "front");
    b = TestServer.start(right, "b", "back");
    show(a, a.self, b.self);
    show(b, a.self, b.self);
  }

  @AfterEach
  void stop() throws Exception {
    Future.join(left.close(), right.close()).await(10, TimeUnit.SECONDS);
    FakeClusterManager.reset();
  }

  @Test
  void pushesAndAnswersArriveInTheOrderSentFromTheFirstOn() throws Exception {
    var arrived = new ArrayList<String>();
    a.links.handle(LinkOp.PUSH, (from, payload) -> {
      arrived.add("push " + text(payload));
      return Future.succeededFuture();
    });
    b.links.handle(LinkOp.FORWARD, (from, payload) -> {
      b.links.send(from, LinkOp.PUSH, payload);
      return Future.succeededFuture(payload);
    });
    var expected = new ArrayList<String>();
    a.run(() -> {
      Future<Void> all = Future.succeededFuture();
      for (int i = 0; i < 20; i++) {
        String question = "" + i;
        expected.add("push " + i);
        expected.add("answer " + i);
        all = all.compose(v -> a.request("b", LinkOp.FORWARD, question))
          .map(answer -> {
            arrived.add("answer " + answer);
            return null;
          });
      }
      return all;
    });
    assertEquals(expected, arrived);
  }

  @Test
  void aLargePayloadCrossesWhole() throws Exception {
    byte[] large = new byte[3_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 >> 3);
    }
    b.links.handle(LinkOp.FORWARD, (from, payload) -> Future.succeededFuture(payload));
    byte[] back = a.run(() -> a.links.request("b", LinkOp.FORWARD, large, TestServer.TIMEOUT));
    assertEquals(Arrays.hashCode(large), Arrays.hashCode(back));
  }

  @Test
  void aListedPeerWithoutAnAddressFailsBeforeTheDeadline() throws Exception {
    var ghost = new ServerInfo().setId("c").setServerType("back").setIncarnation(99);
    show(a, a.self, b.self, ghost);
    assertFailure(Links.NO_ANSWER, "request to c not delivered", a.ask("c", LinkOp.FORWARD, "x"));
  }

  @Test
  void typedCallsAndTheirFailuresCrossWhole() throws Exception {
    b.run(() -> b.remotes.register(Score.class, new ScoreImpl(b)));
    Score remote = a.run(() -> Future.succeededFuture(a.rpc.callerTo("b", Score.class)));
    assertEquals("b:3", a.run(() -> remote.add(1, 2)));
    assertFailure(7, "with a body", a.begin(() -> remote.fail("request")));
    assertFailure(500, "score.fail failed on b", a.begin(() -> remote.fail("thrown")));
    Future<String> inFlight = a.begin(remote::hold);
    assertEquals("b:4", a.run(() -> remote.add(2, 2)));
    show(a, a.self);
    assertFailure(Links.PEER_LEFT, "score.hold to b", inFlight);
  }

  @Test
  void theCodecReadsWhatItWrote() {
    var codec = new LinkBatchCodec();
    var batch = new LinkBatch("größe", Long.MAX_VALUE, bytes("frames"));
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, batch);
    LinkBatch read = codec.decodeFromWire(6, wire.appendString("after"));
    assertEquals("größe", read.sender());
    assertEquals(Long.MAX_VALUE, read.incarnation());
    assertEquals("frames", text(read.bytes()));
  }

  private static Vertx node() throws Exception {
    return Vertx.builder().withClusterManager(new FakeClusterManager()).buildClustered()
      .await(5, TimeUnit.SECONDS);
  }

  private static void show(TestServer server, ServerInfo... view) throws Exception {
    server.run(() -> {
      server.view(List.of(view));
      return Future.succeededFuture();
    });
  }
}
