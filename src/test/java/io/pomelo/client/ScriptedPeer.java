package io.pomelo.client;

import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.MessageType;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketDecoder;
import io.pomelo.protocol.PacketType;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import java.util.function.BiConsumer;

/**
 * The other side of a client, for one client at a time: answers the handshake with a given answer
 * and every message as the test says, over either transport. Confined to the context of its server.
 */
final class ScriptedPeer {

  private final PacketDecoder decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
  private final JsonObject handshake;
  private boolean byteByByte;
  private KeyCertOptions certificate;
  private BiConsumer<ScriptedPeer, Packet> packets = (peer, packet) -> { };
  private BiConsumer<ScriptedPeer, Message> messages = (peer, message) -> { };
  private Handler<Buffer> writer;
  private Runnable closer;
  private int port;

  ScriptedPeer(JsonObject handshake) {
    this.handshake = handshake;
  }

  /** A peer that answers {@code {code: 200, sys}}. */
  static ScriptedPeer accepting(JsonObject sys) {
    return new ScriptedPeer(new JsonObject().put("code", 200).put("sys", sys));
  }

  ScriptedPeer onPacket(BiConsumer<ScriptedPeer, Packet> packets) {
    this.packets = packets;
    return this;
  }

  ScriptedPeer onMessage(BiConsumer<ScriptedPeer, Message> messages) {
    this.messages = messages;
    return this;
  }

  /** Writes every byte on its own; only for TCP, where that means something. */
  ScriptedPeer byteByByte() {
    byteByByte = true;
    return this;
  }

  ScriptedPeer tls(KeyCertOptions certificate) {
    this.certificate = certificate;
    return this;
  }

  Future<ScriptedPeer> listen(Vertx vertx, ClientTransport transport) {
    if (transport == ClientTransport.TCP) {
      return vertx.createNetServer(new NetServerOptions()
          .setSsl(certificate != null).setKeyCertOptions(certificate))
        .connectHandler(socket -> {
          writer = socket::write;
          closer = socket::close;
          socket.handler(this::received);
        })
        .listen(0, "127.0.0.1")
        .map(server -> at(server.actualPort()));
    }
    return vertx.createHttpServer(new HttpServerOptions()
        .setSsl(certificate != null).setKeyCertOptions(certificate))
      .webSocketHandler(socket -> {
        writer = socket::writeBinaryMessage;
        closer = socket::close;
        socket.binaryMessageHandler(this::received);
      })
      .listen(0, "127.0.0.1")
      .map(server -> at(server.actualPort()));
  }

  private ScriptedPeer at(int actualPort) {
    port = actualPort;
    return this;
  }

  PomeloClientOptions options(ClientTransport transport) {
    return new PomeloClientOptions().setPort(port).setTransport(transport).setTimeout(5_000);
  }

  void respond(Message request, Object body) {
    send(MessageCodec.encodePacket(Message.response(request.id(), bytes(body))));
  }

  void push(String route, Object body) {
    send(MessageCodec.encodePacket(Message.push(route, bytes(body))));
  }

  void kick(String reason) {
    send(Packet.encode(PacketType.KICK, bytes(new JsonObject().put("reason", reason))));
  }

  void send(byte[]... packages) {
    var all = Buffer.buffer();
    for (byte[] bytes : packages) {
      all.appendBytes(bytes);
    }
    if (!byteByByte) {
      writer.handle(all);
      return;
    }
    for (int i = 0; i < all.length(); i++) {
      writer.handle(all.getBuffer(i, i + 1));
    }
  }

  void close() {
    closer.run();
  }

  static byte[] bytes(Object body) {
    return body instanceof byte[] raw ? raw : Json.encodeToBuffer(body).getBytes();
  }

  private void received(Buffer bytes) {
    decoder.feed(bytes.getBytes(), packet -> {
      packets.accept(this, packet);
      if (packet.type() == PacketType.HANDSHAKE && handshake != null) {
        send(Packet.encode(PacketType.HANDSHAKE, bytes(handshake)));
      } else if (packet.type() == PacketType.DATA) {
        Message message = MessageCodec.decode(packet.body());
        if (message.type() == MessageType.REQUEST || message.type() == MessageType.NOTIFY) {
          messages.accept(this, message);
        }
      }
    });
  }
}
