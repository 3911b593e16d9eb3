package io.pomelo.connector.impl;

import io.pomelo.connector.ConnectorOptions;
import io.pomelo.protocol.Packet;
import io.pomelo.protocol.PacketType;
import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.Versions;
import io.pomelo.protocol.WireText;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.EncodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * Answers handshake requests (wire reference 3.1 to 3.4, pomelo
 * {@code connectors/commands/handshake}). What is the same for all clients is written as text once.
 * Confined to the server's context.
 */
final class Handshake {

  private static final Logger LOG = System.getLogger("pomelo.connector");

  private static final Answer FAILED = refusal(500);
  private static final Answer OLD_CLIENT = refusal(501);

  private final String serverId;
  private final ConnectorOptions options;
  private final Context context;
  private final String dictVersion;
  private final String dictText;
  private final String protoVersion;
  private final String protoText;

  Handshake(String serverId, ConnectorOptions options, RouteDictionary dictionary,
    ProtoSchema serverProtos, ProtoSchema clientProtos, Context context) {
    this.serverId = serverId;
    this.options = options;
    this.context = context;
    var codes = Json.encode(dictionary.routeToCode());
    dictVersion = dictionary.version();
    dictText = ",\"dict\":" + codes + ",\"routeToCode\":" + codes
      + ",\"codeToRoute\":" + Json.encode(dictionary.codeToRoute())
      + ",\"dictVersion\":" + Json.encode(dictVersion);
    var server = Json.encode(serverProtos.parsed());
    var client = Json.encode(clientProtos.parsed());
    protoVersion = Versions.of(client, server);
    protoText = ",\"protos\":{\"server\":" + server + ",\"client\":" + client
      + ",\"version\":" + Json.encode(protoVersion) + "}";
  }

  /**
   * What the client gets.
   *
   * @param accepted whether the client may go on
   * @param packet the complete answer
   * @param signature what the client signs its messages with, null when they need no signature
   */
  record Answer(boolean accepted, byte[] packet, RequestSignature signature) {
  }

  /**
   * Answers a request, after the user's check and hook.
   *
   * @param body the body of the request's package
   * @return the answer, never a failure; on the server's context, at once when no hook is set
   */
  Future<Answer> answer(byte[] body) {
    var request = parse(body);
    var sys = request.getValue("sys");
    if (!isTruthy(sys)) {
      return Future.succeededFuture(FAILED);
    }
    var known = sys instanceof JsonObject object ? object : new JsonObject();
    var refused = check(known);
    if (refused != null) {
      return Future.succeededFuture(refused);
    }
    RequestSignature signature = null;
    if (options.isUseCrypto()) {
      if (!isTruthy(known.getValue("rsa"))) {
        return Future.succeededFuture(FAILED);
      }
      signature = RequestSignature.of(known.getValue("rsa"));
    }
    if (options.getHandshake() == null) {
      return Future.succeededFuture(success(known, null, signature));
    }
    return afterHook(request, known, signature);
  }

  private Answer check(JsonObject sys) {
    var check = options.getCheckClient();
    if (check == null) {
      return null;
    }
    try {
      return Boolean.TRUE.equals(check.apply(sys)) ? null : OLD_CLIENT;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "[" + serverId + "] checkClient failed", e);
      return FAILED;
    }
  }

  private Future<Answer> afterHook(JsonObject request, JsonObject sys,
    RequestSignature signature) {
    var answer = Promise.<Answer>promise();
    // The user's future may complete anywhere: here it comes back to the server's context.
    Future.succeededFuture()
      .compose(start -> options.getHandshake().apply(request).map(user -> (Object) user))
      .onComplete(user -> context.runOnContext(back -> {
        if (user.failed()) {
          LOG.log(Level.DEBUG, "[" + serverId + "] handshake refused by its hook", user.cause());
          answer.complete(FAILED);
        } else {
          answer.complete(success(sys, user.result(), signature));
        }
      }));
    return answer.future();
  }

  private Answer success(JsonObject sys, Object user, RequestSignature signature) {
    var text = new StringBuilder();
    if (options.getHeartbeat() > 0) {
      text.append(",\"heartbeat\":").append(options.getHeartbeat());
    }
    if (options.isUseDict()) {
      if (!dictVersion.equals(sys.getValue("dictVersion"))) {
        text.append(dictText);
      }
      text.append(",\"useDict\":true");
    }
    if (options.isUseProtobuf()) {
      if (!protoVersion.equals(sys.getValue("protoVersion"))) {
        text.append(protoText);
      }
      text.append(",\"useProto\":true");
    }
    var members = text.isEmpty() ? "" : text.substring(1);
    try {
      var body = "{\"code\":200,\"sys\":{" + members + "}"
        + (isTruthy(user) ? ",\"user\":" + Json.encode(user) : "") + "}";
      var bytes = WireText.escapeSupplementary(WireText.encode(body));
      return new Answer(true, Packet.encode(PacketType.HANDSHAKE, bytes), signature);
    } catch (EncodeException | ProtocolException e) {
      LOG.log(Level.ERROR, "[" + serverId + "] the handshake hook's result cannot be sent", e);
      return FAILED;
    }
  }

  private static JsonObject parse(byte[] body) {
    try {
      var json = Json.decodeValue(WireText.decode(body, 0, body.length));
      return json instanceof JsonObject object ? object : new JsonObject();
    } catch (DecodeException e) {
      return new JsonObject();
    }
  }

  /** As JavaScript sees it. */
  private static boolean isTruthy(Object value) {
    return value != null && !Boolean.FALSE.equals(value) && !"".equals(value)
      && !(value instanceof Number number && number.doubleValue() == 0);
  }

  private static Answer refusal(int code) {
    var body = ("{\"code\":" + code + "}").getBytes(StandardCharsets.ISO_8859_1);
    return new Answer(false, Packet.encode(PacketType.HANDSHAKE, body), null);
  }
}
