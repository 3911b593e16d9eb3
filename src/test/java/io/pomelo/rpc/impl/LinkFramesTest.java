package io.pomelo.rpc.impl;

import static io.pomelo.rpc.impl.LinksTest.assertFailure;
import static io.pomelo.rpc.impl.TestServer.bytes;
import static io.pomelo.rpc.impl.TestServer.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.rpc.LinkOp;
import io.pomelo.rpc.Links;
import io.pomelo.rpc.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Frames as a peer that is new, gone, of another version or broken may send them. */
@ExtendWith(VertxExtension.class)
class LinkFramesTest {

  private static final DeliveryOptions CODEC = new DeliveryOptions()
    .setCodecName(LinkBatchCodec.NAME);

  private final BlockingQueue<LinkFrame> received = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private TestServer b;

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    this.vertx = vertx;
    b = TestServer.start(vertx, "b", "back");
    b.links.handle(LinkOp.FORWARD, (from, payload) ->
      Future.succeededFuture(bytes(from + ":" + text(payload))));
    listen("stranger", 1000);
  }

  @Test
  void aPeerNoViewListsYetIsAnswered() throws Exception {
    send("stranger", 1000, frame(LinkFrame.REQUEST, LinkOp.FORWARD.code(), 7, "x"));
    assertReceived(LinkFrame.ANSWER, 7, "stranger:x");
  }

  @Test
  void aPeerThatSpokeUpIsKnownBeforeAViewListsIt() throws Exception {
    assertFailure(Links.UNKNOWN_PEER, "stranger: no such server",
      b.ask("stranger", LinkOp.SESSION_GET, "x"));
    send("stranger", 1000, frame(LinkFrame.ONE_WAY, LinkOp.HELLO.code(), 0, ""));
    b.run(Future::succeededFuture);
    Future<String> answer = b.ask("stranger", LinkOp.SESSION_GET, "x");
    LinkFrame asked = received.poll(5, TimeUnit.SECONDS);
    b.run(() -> {
      b.view(List.of(b.self)); // still a view from before it joined
      return Future.succeededFuture();
    });
    send("stranger", 1000, frame(LinkFrame.ANSWER, 0, asked.id(), "y"));
    assertEquals("y", answer.await(5, TimeUnit.SECONDS));
  }

  @Test
  void aNewerRunThatSpeaksUpEndsItsPredecessor() throws Exception {
    send("stranger", 1000, frame(LinkFrame.ONE_WAY, LinkOp.HELLO.code(), 0, ""));
    b.run(Future::succeededFuture);
    Future<String> inFlight = b.ask("stranger", LinkOp.SESSION_GET, "x");
    assertEquals(LinkFrame.REQUEST, received.poll(5, TimeUnit.SECONDS).kind());
    listen("stranger", 1001);
    send("stranger", 1001, frame(LinkFrame.REQUEST, LinkOp.FORWARD.code(), 1, "new"));
    assertReceived(LinkFrame.ANSWER, 1, "stranger:new");
    assertFailure(Links.PEER_LEFT, "another run", inFlight);
    send("stranger", 1000, frame(LinkFrame.REQUEST, LinkOp.FORWARD.code(), 2, "old"));
    send("stranger", 1001, frame(LinkFrame.REQUEST, LinkOp.FORWARD.code(), 3, "newer"));
    assertReceived(LinkFrame.ANSWER, 3, "stranger:newer");
  }

  @Test
  void framesNobodyUnderstandsDisturbNoOther() throws Exception {
    var told = new ArrayList<String>();
    b.links.handle(LinkOp.PUSH, (from, payload) -> {
      told.add(text(payload));
      throw new IllegalStateException("thrown on purpose by a test");
    });
    send("stranger", 1000,
      frame(LinkFrame.ONE_WAY, LinkOp.PUSH.code(), 0, "1"),
      frame(9, 9, 9, "of no kind"),
      frame(LinkFrame.REQUEST, 99, 4, "of no operation"),
      frame(LinkFrame.ONE_WAY, 99, 0, "of no operation"),
      frame(LinkFrame.ANSWER, 0, 12345, "to nothing"),
      frame(LinkFrame.FAILURE, 0, 12345, "not readable"),
      frame(LinkFrame.ONE_WAY, LinkOp.PUSH.code(), 0, "2"),
      frame(LinkFrame.REQUEST, LinkOp.FORWARD.code(), 5, "x"));
    LinkFrame failure = received.poll(5, TimeUnit.SECONDS);
    assertEquals(LinkFrame.FAILURE, failure.kind());
    assertEquals(4, failure.id());
    assertEquals("link operation: 99 (expected: 1 to " + LinkOp.values().length + ")",
      LinkFailure.read(failure.payload()).getMessage());
    assertReceived(LinkFrame.ANSWER, 5, "stranger:x");
    assertEquals(List.of("1", "2"), told);
  }

  @Test
  void aBatchThatEndsWithinAFrameCountsUpToThere() throws Exception {
    byte[] whole = frame(LinkFrame.REQUEST, LinkOp.FORWARD.code(), 6, "x");
    byte[] cut = new byte[whole.length + 3];
    System.arraycopy(whole, 0, cut, 0, whole.length);
    System.arraycopy(whole, 0, cut, whole.length, 3);
    send("stranger", 1000, cut);
    assertReceived(LinkFrame.ANSWER, 6, "stranger:x");
    send("stranger", 1000, frame(LinkFrame.REQUEST, LinkOp.FORWARD.code(), 8, "y"));
    assertReceived(LinkFrame.ANSWER, 8, "stranger:y");
  }

  @Test
  void aFailureWithoutDebugInformationThatIsJsonIsUnreadable() {
    byte[] payload = Payload.write(16).putLong(1).putFlag(false).putText("").putText("[")
      .toBytes();
    assertThrows(IllegalArgumentException.class, () -> LinkFailure.read(payload));
  }

  @Test
  void theCodecIsRegisteredOnceForAllServersOfAVertx() throws Exception {
    TestServer c = TestServer.start(vertx, "c", "back");
    TestServer.sees(c, "b", b.self.getIncarnation());
    assertEquals("c:x", c.ask("b", LinkOp.FORWARD, "x").await(5, TimeUnit.SECONDS));
  }

  private void listen(String id, long incarnation) throws Exception {
    Promise<Void> listening = Promise.promise();
    vertx.runOnContext(v -> vertx.eventBus().<LinkBatch>consumer(BusAddress.link(id, incarnation),
      message -> {
        Payload batch = Payload.read(message.body().bytes());
        while (batch.hasMore()) {
          received.add(LinkFrame.read(batch));
        }
      }).completion().onComplete(listening));
    listening.future().await(5, TimeUnit.SECONDS);
  }

  private void send(String id, long incarnation, byte[]... frames) {
    byte[] all = {};
    for (byte[] frame : frames) {
      byte[] more = new byte[all.length + frame.length];
      System.arraycopy(all, 0, more, 0, all.length);
      System.arraycopy(frame, 0, more, all.length, frame.length);
      all = more;
    }
    vertx.eventBus().send(BusAddress.link("b", b.self.getIncarnation()),
      new LinkBatch(id, incarnation, all), CODEC);
  }

  private static byte[] frame(int kind, int op, long id, String payload) {
    Payload batch = Payload.write(64);
    LinkFrame.write(batch, kind, op, id, bytes(payload));
    return batch.toBytes();
  }

  private void assertReceived(int kind, long id, String payload) throws Exception {
    LinkFrame frame = received.poll(5, TimeUnit.SECONDS);
    assertEquals(kind, frame.kind());
    assertEquals(id, frame.id());
    assertArrayEquals(bytes(payload), frame.payload());
  }
}
