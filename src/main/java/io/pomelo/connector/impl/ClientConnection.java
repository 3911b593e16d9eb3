package io.pomelo.connector.impl;

import io.pomelo.connector.Client;
import io.pomelo.connector.ClientMessage;
import io.pomelo.connector.PushKind;
import io.pomelo.connector.PushRequest;
import io.pomelo.protocol.Message;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketDecoder;
import io.pomelo.protocol.PacketType;
import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.WireText;
import io.pomelo.time.Deadlines.Deadline;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.function.Consumer;

/**
 * One client from its accept to its end, whatever its transport (pomelo
 * {@code connectors/hybridsocket}). What a package does is in the table {@link State}. Confined to
 * the server's context.
 */
final class ClientConnection implements Client, Wire.Reader {

  private static final Logger LOG = System.getLogger("pomelo.connector");
  private static final byte[] HEARTBEAT = Packet.encode(PacketType.HEARTBEAT);
  private static final byte[] INTERNAL_ERROR =
    "{\"code\":500}".getBytes(StandardCharsets.ISO_8859_1);

  private final ConnectorVerticle connector;
  private final Wire wire;
  private final long id;
  private final PacketDecoder decoder;
  private final Consumer<Packet> packets = this::packet;
  private final ErrorBudget budget;
  private final Heartbeat heartbeat;
  private final Deadline handshakeDeadline;

  private State state = State.INITED;
  private boolean admitted;
  private boolean shaking;
  private boolean earlyAck;
  private RequestSignature signature;

  ClientConnection(ConnectorVerticle connector, Wire wire, long id) {
    this.connector = connector;
    this.wire = wire;
    this.id = id;
    var options = connector.options();
    decoder = new PacketDecoder(options.getMaxHandshakePackage());
    budget = new ErrorBudget(options.getMaxErrors(), options.getErrorWindow());
    var interval = options.getHeartbeat() * 1000L;
    var timeout = options.getTimeout() > 0 ? options.getTimeout() * 1000L : 2 * interval;
    heartbeat = new Heartbeat(connector.deadlines(), interval, timeout,
      () -> send(HEARTBEAT), () -> close("timeout"));
    handshakeDeadline = connector.deadlines()
      .after(options.getHandshakeTimeout(), () -> close("handshake timeout"));
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public SocketAddress remoteAddress() {
    return wire.remoteAddress();
  }

  @Override
  public boolean isWorking() {
    return state == State.WORKING;
  }

  @Override
  public void opened() {
    if (state == State.CLOSED) {
      return;
    }
    if (!connector.admit(this)) {
      close("max-connections");
      return;
    }
    admitted = true;
    try {
      connector.listener().opened(this);
    } catch (RuntimeException e) {
      error("a new client was not taken", e);
      close("error");
    }
  }

  @Override
  public void received(byte[] bytes, boolean whole) {
    if (state == State.CLOSED) {
      return;
    }
    try {
      decoder.feed(bytes, packets);
      if (whole && !decoder.between()) {
        throw new ProtocolException("WebSocket message of " + bytes.length
          + " bytes that ends inside a package, expected whole packages");
      }
    } catch (ProtocolException e) {
      debug(e.getMessage());
      close("protocol");
    }
  }

  @Override
  public void inflated() {
    mark();
  }

  @Override
  public void leaving(String reason) {
    end(reason);
  }

  @Override
  public void closed() {
    end("closed");
    connector.gone(this);
  }

  private void packet(Packet packet) {
    heartbeat.alive();
    switch (state.on(packet.type())) {
      case SHAKE_HANDS -> shakeHands(packet.body());
      case REMEMBER_ACK -> earlyAck = shaking;
      case START_WORK -> startWork();
      case HEARTBEAT -> heartbeat.received();
      case DISPATCH -> dispatch(packet.body());
      case CLOSE -> {
        debug(packet.type() + " package from a client, expected types 1 to 4");
        close("protocol");
      }
      default -> { }
    }
  }

  private void shakeHands(byte[] request) {
    if (shaking) {
      return;
    }
    shaking = true;
    connector.handshake().answer(request).onSuccess(answer -> {
      if (state == State.CLOSED) {
        return;
      }
      wire.write(answer.packet());
      if (!answer.accepted()) {
        close("handshake refused");
        return;
      }
      signature = answer.signature();
      state = State.WAIT_ACK;
      if (earlyAck) {
        startWork();
      }
    });
  }

  private void startWork() {
    handshakeDeadline.cancel();
    decoder.maxBodyLength(connector.options().getMaxPackage());
    state = State.WORKING;
    heartbeat.start();
  }

  private void dispatch(byte[] body) {
    var message = read(body);
    if (message == null) {
      mark();
      return;
    }
    try {
      connector.listener().message(this, message);
    } catch (RuntimeException e) {
      error("a message was not taken", e);
    }
  }

  /** Null for a message to be dropped. */
  private ClientMessage read(byte[] body) {
    Message message = null;
    try {
      message = connector.codec().message(body);
      return connector.codec().read(message, signature);
    } catch (ProtocolException e) {
      debug("message dropped: " + e.getMessage());
      if (message != null && message.id() > 0) {
        respond(message.id(), message.route(), INTERNAL_ERROR);
      }
    } catch (SignatureException e) {
      debug("message dropped: " + e.getMessage());
    }
    return null;
  }

  @Override
  public void respond(int requestId, String route, byte[] json) {
    if (state == State.WORKING) {
      connector.scheduler(new PushRequest(PushKind.RESPONSE, route))
        .schedule(this, connector.codec().response(requestId, route, json));
    }
  }

  @Override
  public void send(byte[] packet) {
    if (state != State.WORKING) {
      return;
    }
    wire.write(packet);
    if (wire.pendingBytes() > connector.options().getMaxOutbound()) {
      // Much in one turn is no sign of a slow client: only what the system does not take counts.
      wire.flush();
      if (wire.pendingBytes() > connector.options().getMaxOutbound()) {
        debug(wire.pendingBytes() + " bytes wait for a slow client, expected at most "
          + connector.options().getMaxOutbound());
        end("slow");
        wire.destroy();
      }
    }
  }

  @Override
  public void mark() {
    if (state != State.CLOSED && budget.mark()) {
      kick("errors");
    }
  }

  @Override
  public void kick(String reason) {
    if (state == State.WORKING && reason != null) {
      connector.schedulers().flush(this);
      var body = WireText.encode(new JsonObject().put("reason", reason).encode());
      send(Packet.encode(PacketType.KICK, WireText.escapeSupplementary(body)));
    }
    close(reason == null ? "kick" : reason);
  }

  /** Sends what is held, without a word of its own, and closes. */
  private void close(String reason) {
    if (state == State.WORKING) {
      connector.schedulers().flush(this);
    }
    if (state != State.CLOSED) {
      end(reason);
      wire.close();
    }
  }

  /** The one end of a client, however it came. */
  private void end(String reason) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    handshakeDeadline.cancel();
    heartbeat.stop();
    if (admitted) {
      connector.release(this, reason);
    }
  }

  private void debug(String text) {
    LOG.log(Level.DEBUG, () -> "[" + connector.serverId() + "] client " + id + ": " + text);
  }

  private void error(String text, RuntimeException cause) {
    LOG.log(Level.ERROR, "[" + connector.serverId() + "] client " + id + ": " + text, cause);
  }
}
