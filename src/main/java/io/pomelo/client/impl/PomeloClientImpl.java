package io.pomelo.client.impl;

import io.pomelo.client.PomeloClient;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.client.Push;
import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.MessageType;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketDecoder;
import io.pomelo.protocol.PacketType;
import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.WireText;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The one client. Its state is confined to its context; each public method goes there first.
 */
public final class PomeloClientImpl implements PomeloClient {

  private static final Logger LOG = System.getLogger("pomelo.client");
  private static final int OK = 200;
  /** Heartbeat intervals without any package after which the server counts as gone. */
  private static final int MAX_SILENT_INTERVALS = 2;

  private final Vertx vertx;
  private final Context context;
  private final PomeloClientOptions options;
  private final PacketDecoder decoder = new PacketDecoder(Packet.MAX_BODY_LENGTH);
  private final Promise<PomeloClientImpl> ready = Promise.promise();
  private final Map<Integer, Pending> pending = new LinkedHashMap<>();
  private final Map<String, Handler<JsonObject>> pushHandlers = new HashMap<>();
  private Handler<Push> pushHandler;
  private Handler<String> kickHandler;
  private Handler<Void> closeHandler;

  private ClientSocket socket;
  private JsonObject handshake;
  private ClientCodec codec;
  private int lastId;
  private long deadline = -1;
  private long heartbeat = -1;
  private int silentIntervals;
  private String kicked;
  private boolean ended;

  /** A request without an answer. */
  private record Pending(String route, Promise<Object> answer, long timer) {
  }

  private PomeloClientImpl(Vertx vertx, Context context, PomeloClientOptions options) {
    this.vertx = vertx;
    this.context = context;
    this.options = options;
  }

  /**
   * Connects as {@link PomeloClient#connect} does.
   *
   * @param vertx the instance to run on
   * @param options where to, and how
   * @param prepare sets handlers before the first byte arrives
   * @return see {@link PomeloClient#connect}
   */
  public static Future<PomeloClientImpl> connect(
    Vertx vertx, PomeloClientOptions options, Handler<PomeloClientImpl> prepare) {
    var client = new PomeloClientImpl(
      vertx, vertx.getOrCreateContext(), new PomeloClientOptions(options));
    client.context.runOnContext(v -> {
      prepare.handle(client);
      client.open();
    });
    return client.ready.future();
  }

  @Override
  public Future<Object> request(String route, Object body) {
    return call(() -> {
      int id = lastId + 1;
      return encode(MessageType.REQUEST, id, route, body).compose(bytes -> {
        lastId = id;
        Promise<Object> answer = Promise.promise();
        long timer = vertx.setTimer(options.getTimeout(), t -> {
          pending.remove(id);
          answer.fail(new ServiceException(TIMEOUT, "no answer to " + route + " within "
            + options.getTimeout() + " ms, expected one"));
        });
        pending.put(id, new Pending(route, answer, timer));
        // A write that fails ends the connection, and that fails what is pending.
        socket.write(bytes);
        return answer.future();
      });
    });
  }

  @Override
  public Future<Void> notify(String route, Object body) {
    return call(() -> encode(MessageType.NOTIFY, 0, route, body).compose(socket::write));
  }

  /**
   * Sends bytes as they are, on a WebSocket as one message: for tests of what servers do with them.
   *
   * @param bytes the bytes
   * @return succeeds when they are written; completes on the client's context
   */
  public Future<Void> write(Buffer bytes) {
    return call(() -> ended ? Future.failedFuture(closed("sending bytes")) : socket.write(bytes));
  }

  @Override
  public PomeloClient onPush(String route, Handler<JsonObject> handler) {
    run(() -> {
      if (handler == null) {
        pushHandlers.remove(route);
      } else {
        pushHandlers.put(route, handler);
      }
    });
    return this;
  }

  @Override
  public PomeloClient pushHandler(Handler<Push> handler) {
    run(() -> pushHandler = handler);
    return this;
  }

  @Override
  public PomeloClient kickHandler(Handler<String> handler) {
    run(() -> kickHandler = handler);
    return this;
  }

  @Override
  public PomeloClient closeHandler(Handler<Void> handler) {
    run(() -> {
      closeHandler = handler;
      if (ended && handler != null) {
        handler.handle(null);
      }
    });
    return this;
  }

  @Override
  public JsonObject handshake() {
    return handshake.copy();
  }

  @Override
  public Future<Void> close() {
    return call(() -> {
      Future<Void> closing = socket.close();
      end(closed("closed by its owner"));
      return closing;
    });
  }

  private void open() {
    deadline = vertx.setTimer(options.getTimeout(), t -> end(new ServiceException(TIMEOUT,
      "no handshake with " + peer() + " within " + options.getTimeout() + " ms, expected one")));
    ClientSocket.open(vertx, options, this::received, v -> end(closed("closed by the server")))
      .onFailure(this::end)
      .onSuccess(opened -> {
        socket = opened;
        if (ended) {
          socket.close();
        } else {
          var sys = new JsonObject();
          if (!options.getType().isEmpty()) {
            sys.put("type", options.getType());
          }
          if (!options.getVersion().isEmpty()) {
            sys.put("version", options.getVersion());
          }
          var hello = new JsonObject().put("sys", sys);
          if (options.getUser() != null) {
            hello.put("user", options.getUser());
          }
          socket.write(Buffer.buffer(
            Packet.encode(PacketType.HANDSHAKE, hello.toBuffer().getBytes())));
        }
      });
  }

  private void received(Buffer bytes) {
    silentIntervals = 0;
    List<Packet> packets = new ArrayList<>();
    ProtocolException broken = null;
    try {
      decoder.feed(bytes.getBytes(), packets::add);
    } catch (ProtocolException e) {
      broken = e;
    }
    for (Packet packet : packets) {
      if (ended) {
        return;
      }
      try {
        received(packet);
      } catch (ProtocolException e) {
        broken = e;
        break;
      }
    }
    if (broken != null) {
      LOG.log(Level.WARNING, "{0} sent: {1}; closing", peer(), broken.getMessage());
      end(new ServiceException(MALFORMED, broken.getMessage()));
    }
  }

  private void received(Packet packet) {
    switch (packet.type()) {
      case HANDSHAKE -> shaken(packet.body());
      case DATA -> received(MessageCodec.decode(packet.body()));
      case KICK -> {
        kicked = object(packet.body()).getString("reason", "");
        if (kickHandler != null) {
          guarded(() -> kickHandler.handle(kicked));
        }
      }
      case HEARTBEAT -> {
        // A sign of life, as any package; the client's own go out at the interval.
      }
      case HANDSHAKE_ACK -> throw new ProtocolException(
        "handshake ack from the server, expected only from clients");
    }
  }

  private void shaken(byte[] body) {
    if (codec != null) {
      return;
    }
    JsonObject answer = object(body);
    int code = answer.getValue("code") instanceof Number number ? number.intValue() : 0;
    if (code != OK) {
      end(new ServiceException(code, "handshake with " + peer() + " refused with code "
        + answer.getValue("code") + ", expected " + OK));
      return;
    }
    JsonObject sys = answer.getValue("sys") instanceof JsonObject object
      ? object : new JsonObject();
    codec = new ClientCodec(sys, options);
    handshake = answer;
    vertx.cancelTimer(deadline);
    socket.write(Buffer.buffer(Packet.encode(PacketType.HANDSHAKE_ACK)));
    if (options.isHeartbeats() && sys.getValue("heartbeat") instanceof Number seconds
      && seconds.doubleValue() > 0) {
      long interval = Math.max(1, Math.round(seconds.doubleValue() * 1_000));
      heartbeat = vertx.setPeriodic(interval, t -> beat(interval));
    }
    guarded(() -> ready.complete(this));
  }

  private void beat(long interval) {
    if (silentIntervals >= MAX_SILENT_INTERVALS) {
      end(closed("silent for " + MAX_SILENT_INTERVALS * interval + " ms"));
    } else {
      silentIntervals++;
      socket.write(Buffer.buffer(Packet.encode(PacketType.HEARTBEAT)));
    }
  }

  private void received(Message message) {
    if (codec == null) {
      throw new ProtocolException(message + " before the handshake, expected the handshake");
    }
    switch (message.type()) {
      case RESPONSE -> answered(message);
      case PUSH -> pushed(message);
      default -> LOG.log(Level.WARNING, "{0} from {1}, expected a response or a push", message,
        peer());
    }
  }

  private void answered(Message response) {
    Pending request = pending.remove(response.id());
    if (request == null) {
      // It came after its timeout, or twice.
      return;
    }
    vertx.cancelTimer(request.timer());
    Object body;
    try {
      body = codec.decode(request.route(), response.body());
    } catch (ProtocolException e) {
      guarded(() -> request.answer().fail(new ServiceException(MALFORMED, e.getMessage())));
      return;
    }
    guarded(() -> request.answer().complete(body));
  }

  private void pushed(Message push) {
    String route = codec.route(push);
    Object body;
    try {
      if (route == null) {
        throw new ProtocolException(push + ", expected a code of the dictionary");
      }
      body = codec.decode(route, push.body());
    } catch (ProtocolException e) {
      LOG.log(Level.WARNING, "push from {0} dropped: {1}", peer(), e.getMessage());
      return;
    }
    if (pushHandler != null) {
      guarded(() -> pushHandler.handle(new PushMessage(route, body)));
    }
    Handler<JsonObject> handler = pushHandlers.get(route);
    if (handler != null && body instanceof JsonObject object) {
      guarded(() -> handler.handle(object));
    }
  }

  /** Ends the connection, once, and everything that waits for it. */
  private void end(Throwable cause) {
    if (ended) {
      return;
    }
    ended = true;
    vertx.cancelTimer(deadline);
    vertx.cancelTimer(heartbeat);
    if (socket != null) {
      socket.close();
    }
    guarded(() -> ready.tryFail(cause));
    List<Pending> unanswered = List.copyOf(pending.values());
    pending.clear();
    for (Pending request : unanswered) {
      vertx.cancelTimer(request.timer());
      guarded(() -> request.answer().fail(closed("no answer to " + request.route())));
    }
    if (closeHandler != null) {
      guarded(() -> closeHandler.handle(null));
    }
  }

  /** Futures call their listeners directly: one that throws must not keep others from hearing. */
  private void guarded(Runnable userCode) {
    try {
      userCode.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a handler of the client of " + peer() + " failed", e);
    }
  }

  private Future<Buffer> encode(MessageType type, int id, String route, Object body) {
    if (ended) {
      return Future.failedFuture(closed("sending to " + route));
    }
    try {
      return Future.succeededFuture(codec.encode(type, id, route, body));
    } catch (ProtocolException e) {
      return Future.failedFuture(new ServiceException(MALFORMED, e.getMessage()));
    }
  }

  private ServiceException closed(String what) {
    return new ServiceException(CLOSED, what + ": connection with " + peer() + " ended"
      + (kicked == null ? "" : ", kicked with reason \"" + kicked + "\""));
  }

  private String peer() {
    return options.getHost() + ":" + options.getPort();
  }

  private static JsonObject object(byte[] body) {
    try {
      return new JsonObject(WireText.decode(body, 0, body.length));
    } catch (DecodeException e) {
      throw new ProtocolException("package of " + body.length
        + " bytes that are no JSON object, expected one");
    }
  }

  private void run(Runnable action) {
    if (Vertx.currentContext() == context) {
      action.run();
    } else {
      context.runOnContext(v -> action.run());
    }
  }

  private <T> Future<T> call(Supplier<Future<T>> action) {
    if (Vertx.currentContext() == context) {
      return action.get();
    }
    Promise<T> result = Promise.promise();
    context.runOnContext(v -> action.get().onComplete(result));
    return result.future();
  }
}
