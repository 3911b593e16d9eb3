package io.pomelo.connector.impl;

import io.pomelo.connector.ClientMessage;
import io.pomelo.protocol.Message;
import io.pomelo.protocol.MessageCodec;
import io.pomelo.protocol.MessageType;
import io.pomelo.protocol.ProtocolException;
import io.pomelo.protocol.RouteDictionary;
import io.pomelo.protocol.WireText;
import io.pomelo.protocol.protobuf.ProtoDecoder;
import io.pomelo.protocol.protobuf.ProtoEncoder;
import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;

/**
 * Messages as the clients of one connector write and read them: with its dictionary and its schemas
 * (wire reference 2.3 and 2.4). Immutable.
 */
final class ClientCodec {

  private static final Logger LOG = System.getLogger("pomelo.connector");
  private static final byte[] INTERNAL_ERROR =
    "{\"code\":500}".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NOTHING = new byte[0];

  private final String serverId;
  private final RouteDictionary dictionary;
  private final ProtoSchema serverProtos;
  private final ProtoSchema clientProtos;

  ClientCodec(String serverId, RouteDictionary dictionary, ProtoSchema serverProtos,
    ProtoSchema clientProtos) {
    this.serverId = serverId;
    this.dictionary = dictionary;
    this.serverProtos = serverProtos;
    this.clientProtos = clientProtos;
  }

  /**
   * Reads a data package as far as its body.
   *
   * @param body the package's body
   * @return a request or a notification with its route as text, "" when nobody knows its code
   * @throws ProtocolException when it is anything else
   */
  Message message(byte[] body) {
    var message = MessageCodec.decode(body);
    if (message.type() != MessageType.REQUEST && message.type() != MessageType.NOTIFY) {
      throw new ProtocolException(
        message.type() + " from a client, expected a request or a notification");
    }
    if (message.routeCode() == 0) {
      return message;
    }
    var route = dictionary.route(message.routeCode());
    return new Message(message.type(), message.id(), route == null ? "" : route, 0,
      message.gzip(), message.body());
  }

  /**
   * Reads the body.
   *
   * @param message from {@link #message}
   * @param signature what the client has to sign with, null for no signatures
   * @return the message for the rest of the server, without its signature
   * @throws ProtocolException when the body is not what the schema of its route says
   * @throws SignatureException when the signature is missing or wrong
   */
  ClientMessage read(Message message, RequestSignature signature) throws SignatureException {
    var route = message.route();
    if (clientProtos.has(route)) {
      var fields = ProtoDecoder.decode(clientProtos, route, message.body());
      if (signature != null) {
        signature.verify(fields);
      }
      return new ClientMessage(message.id(), route, new JsonObject(fields),
        message.body().length);
    }
    var json = signature == null ? message.body() : signature.verify(message.body());
    return new ClientMessage(message.id(), route, json);
  }

  /**
   * An answer as a package.
   *
   * @param requestId the request's id
   * @param route the request's route, which decides the encoding
   * @param json the answer as JSON text
   * @return the package; one with code 500 when the answer does not fit into a package
   */
  byte[] response(int requestId, String route, byte[] json) {
    try {
      return MessageCodec.encodePacket(Message.response(requestId, body(route, json)));
    } catch (ProtocolException e) {
      LOG.log(Level.ERROR, "[" + serverId + "] answer to " + route + " refused: " + e.getMessage());
      return MessageCodec.encodePacket(Message.response(requestId, body(route, INTERNAL_ERROR)));
    }
  }

  /**
   * A push as a package.
   *
   * @param route the push's route
   * @param json the body as JSON text
   * @return the package
   * @throws ProtocolException when the route is longer than 255 bytes, or the body too long for a
   *     package
   */
  byte[] push(String route, byte[] json) {
    var push = Message.push(route, body(route, json));
    return MessageCodec.encodePacket(push.withRouteCode(dictionary.code(route)));
  }

  private byte[] body(String route, byte[] json) {
    if (!serverProtos.has(route)) {
      return WireText.escapeSupplementary(json);
    }
    try {
      var fields = new JsonObject(Buffer.buffer(json)).getMap();
      return ProtoEncoder.encode(serverProtos, route, fields);
    } catch (ProtocolException | DecodeException e) {
      // As in pomelo (wire reference 6.5): the client learns that there was something.
      LOG.log(Level.ERROR, "[" + serverId + "] body for " + route
        + " does not fit its definition, sent without one: " + e.getMessage());
      return NOTHING;
    }
  }
}
