package io.pomelo.connector;

import static io.pomelo.connector.Peer.join;
import static io.pomelo.connector.Peer.packet;
import static io.pomelo.connector.Peer.request;
import static io.pomelo.protocol.PacketType.HANDSHAKE;
import static io.pomelo.protocol.PacketType.HANDSHAKE_ACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.PacketType;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class TransportTest {

  private static final List<Function<Rig, Peer>> TRANSPORTS = List.of(Peer::tcp, Peer::ws);
  private static final byte[] HELLO = packet(HANDSHAKE, Peer.HELLO);
  private static final byte[] ACK = packet(HANDSHAKE_ACK, "");

  @Test
  void readsTcpByteByByte(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.tcp(rig);
    for (var b : HELLO) {
      peer.send(new byte[] {b});
    }
    assertEquals(200, peer.nextJson(HANDSHAKE).getInteger("code"));
    for (var b : join(ACK, request(7, "a.b.c", "{}"))) {
      peer.send(new byte[] {b});
    }
    rig.expect("opened 1");
    rig.expect("message 7 a.b.c {}");
  }

  @Test
  void readsAckAndDataFromOneSegmentOrOneWebSocketMessage(Vertx vertx) {
    var rig = new Rig(vertx).start();
    for (var transport : TRANSPORTS) {
      var peer = transport.apply(rig);
      peer.send(HELLO);
      assertEquals(200, peer.nextJson(HANDSHAKE).getInteger("code"));
      peer.send(join(ACK, request(1, "a.b.c", "1"), request(2, "a.b.c", "2")));
      rig.expectOpened();
      rig.expect("message 1 a.b.c 1");
      rig.expect("message 2 a.b.c 2");
    }
  }

  @Test
  void takesTextFramesAsBytesAndIgnoresEmptyMessages(Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.ws(rig);
    Rig.await(peer.ws.writeTextMessage(""));
    Rig.await(peer.ws.writeBinaryMessage(Buffer.buffer()));
    Rig.await(peer.ws.writeTextMessage(new String(HELLO, StandardCharsets.ISO_8859_1)));
    assertEquals(200, peer.nextJson(HANDSHAKE).getInteger("code"));
  }

  @Test
  void joinsFragmentsAndAnswersPings(Vertx vertx) throws InterruptedException {
    var rig = new Rig(vertx).start();
    var peer = Peer.ws(rig);
    var pongs = new LinkedBlockingQueue<String>();
    peer.ws.pongHandler(pong -> pongs.add(pong.toString()));
    var hello = Buffer.buffer(HELLO);
    Rig.await(peer.ws.writeFrame(WebSocketFrame.binaryFrame(hello.slice(0, 3), false)));
    Rig.await(peer.ws.writePing(Buffer.buffer("are you there")));
    Rig.await(peer.ws.writeFrame(
      WebSocketFrame.continuationFrame(hello.slice(3, hello.length()), true)));
    assertEquals(200, peer.nextJson(HANDSHAKE).getInteger("code"));
    assertEquals("are you there", pongs.poll(Rig.PATIENCE, TimeUnit.MILLISECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "0100", "030000010102", "0100000a7b7d", "00000000", "06000000",
    "050000027b7d", "ff000000"})
  void closesWebSocketsWhoseMessagesAreNoPackages(String hex, Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.ws(rig);
    peer.send(HexFormat.of().parseHex(hex));
    peer.expectClosed();
    rig.expect("opened 1");
    rig.expect("closed 1 protocol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "06000000", "ff000000", "16030100", "050000027b7d"})
  void closesTcpClientsThatSendOtherTypes(String hex, Vertx vertx) {
    var rig = new Rig(vertx).start();
    var peer = Peer.tcp(rig).send(HexFormat.of().parseHex(hex));
    peer.expectClosed();
    rig.expect("opened 1");
    rig.expect("closed 1 protocol");
  }

  @Test
  void waitsForFourBytesBeforeItDecides(Vertx vertx) throws IOException {
    var rig = new Rig(vertx).start();
    try (var socket = new Socket("127.0.0.1", rig.port())) {
      socket.setSoTimeout((int) Rig.PATIENCE);
      socket.setTcpNoDelay(true);
      for (var part : List.of("G", "ET", " /any/path?x=1 HT", "TP/1.1\r\nHost: a\r\n"
        + "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Protocol: first, second\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")) {
        socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      var head = readHead(socket);
      assertTrue(head.startsWith("HTTP/1.1 101 "), head);
      assertTrue(head.contains("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), head);
      assertTrue(head.contains("sec-websocket-protocol: first\r\n"), head);
      rig.expect("opened 1");
    }
    rig.expect("closed 1 closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      + "Sec-WebSocket-Version: 99\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
  })
  void answersPlainHttpWith426(String request, Vertx vertx) throws IOException {
    var rig = new Rig(vertx).start();
    var head = http(rig, request);
    assertTrue(head.startsWith("HTTP/1.1 426 "), head);
    assertTrue(head.contains("upgrade: websocket"), head);
    assertEquals(0, rig.on(() -> rig.connector().connectionCount()));
    assertTrue(rig.events.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "GET \r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      + "Sec-WebSocket-Version: 13\r\n\r\n"
  })
  void answersBrokenHttpWith400(String request, Vertx vertx) throws IOException {
    var rig = new Rig(vertx).start();
    var head = http(rig, request);
    assertTrue(head.startsWith("HTTP/1.1 400 "), head);
  }

  @Test
  void letsOnlyPagesOfAllowedOriginsIn(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.options.setOrigins(List.of("https://game.example"));
    rig.start();
    Peer.ws(rig, new WebSocketClientOptions(), from("https://game.example")).shakeHands();
    Peer.ws(rig, new WebSocketClientOptions(), from(null)).shakeHands();
    var refused = assertThrows(UpgradeRejectedException.class,
      () -> Peer.ws(rig, new WebSocketClientOptions(), from("https://evil.example")));
    assertEquals(403, refused.getStatus());
  }

  private static WebSocketConnectOptions from(String origin) {
    var connect = new WebSocketConnectOptions().setURI("/").setAllowOriginHeader(origin != null);
    return origin == null ? connect : connect.addHeader("Origin", origin);
  }

  @Test
  void compressesWhenTheClientOffersIt(Vertx vertx) {
    var rig = new Rig(vertx);
    var json = ("{\"text\":\"" + "pomelo ".repeat(1000) + "\"}").getBytes(StandardCharsets.UTF_8);
    rig.handler = (client, message) -> client.respond(message.id(), message.route(), json);
    var peer = Peer.ws(rig.start(),
      new WebSocketClientOptions().setTryUsePerMessageCompression(true),
      new WebSocketConnectOptions().setURI("/"));
    assertTrue(peer.ws.headers().get("sec-websocket-extensions").startsWith("permessage-deflate"));
    peer.shakeHands();
    for (var id = 1; id <= 3; id++) {
      peer.send(request(id, "a.b.c", "{}"));
      assertEquals(new String(json, StandardCharsets.UTF_8),
        new String(peer.nextMessage().body(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void servesBothTransportsOverTls(Vertx vertx) {
    var certificate = SelfSignedCertificate.create();
    try {
      var rig = new Rig(vertx);
      rig.options.getServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
      rig.start();
      var peers = List.<Function<Rig, Peer>>of(
        r -> Peer.tcp(r, new NetClientOptions().setSsl(true).setTrustAll(true)
          .setHostnameVerificationAlgorithm("")),
        r -> Peer.ws(r, new WebSocketClientOptions().setSsl(true).setTrustAll(true)
          .setVerifyHost(false), new WebSocketConnectOptions().setURI("/")));
      for (var transport : peers) {
        var peer = Peer.working(rig, transport.apply(rig));
        var kicked = rig.lastClient();
        rig.run(() -> kicked.kick("bye"));
        assertEquals("{\"reason\":\"bye\"}", peer.nextText(PacketType.KICK));
        peer.expectClosed();
        rig.expect("closed " + kicked.id() + " bye");
      }
      var plain = Peer.tcp(rig).send(HELLO);
      plain.expectClosed();
    } finally {
      certificate.delete();
    }
  }

  @Test
  void hearsClientsThatLeave(Vertx vertx) {
    var rig = new Rig(vertx).start();
    for (var transport : TRANSPORTS) {
      var peer = transport.apply(rig);
      Peer.working(rig, peer);
      peer.close();
      rig.expect("closed " + rig.lastClient().id() + " closed");
    }
    assertEquals(0, rig.on(() -> rig.connector().connectionCount()));
  }

  @Test
  void callsTheListenerOfAWorkerOnItsOwnContext(Vertx vertx) {
    var rig = new Rig(vertx);
    rig.threading = ThreadingModel.WORKER;
    rig.handler = (client, message) ->
      client.respond(message.id(), message.route(), "{}".getBytes(StandardCharsets.UTF_8));
    rig.start();
    for (var transport : TRANSPORTS) {
      var peer = transport.apply(rig);
      Peer.working(rig, peer);
      assertEquals(1, peer.nextMessage().id());
      var client = rig.lastClient();
      rig.run(() -> client.kick("bye"));
      assertEquals("{\"reason\":\"bye\"}", peer.nextText(PacketType.KICK));
      peer.expectClosed();
      rig.expect("closed " + client.id() + " bye");
    }
  }

  @Test
  void namesTheAddressThatIsTaken(Vertx vertx) throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var rig = new Rig(vertx);
      rig.self.setClientPort(other.getLocalPort());
      var taken = assertThrows(IllegalStateException.class, rig::start);
      assertTrue(taken.getMessage().contains("127.0.0.1:" + other.getLocalPort()),
        taken.getMessage());
    }
  }

  @Test
  void neverSharesAPortWithAnotherServerOfTheProcess(Vertx vertx) {
    var first = new Rig(vertx);
    var port = first.startOnFreePort();
    var second = new Rig(vertx);
    second.self.setClientPort(port);
    var taken = assertThrows(IllegalStateException.class, second::start);
    assertTrue(taken.getMessage().contains("127.0.0.1:" + port), taken.getMessage());
    first.stop();
    second.start();
    Peer.tcp(second).shakeHands();
  }

  private static String http(Rig rig, String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", rig.port())) {
      socket.setSoTimeout((int) Rig.PATIENCE);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var head = readHead(socket);
      assertEquals(-1, socket.getInputStream().read(), "still open");
      return head;
    }
  }

  private static String readHead(Socket socket) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var read = socket.getInputStream().read();
      assertTrue(read >= 0, "closed after: " + head);
      head.append((char) read);
    }
    return head.toString();
  }
}
