package io.pomelo.connector;

import io.pomelo.protocol.ProtocolException;

/**
 * The door for clients of a frontend: WebSocket and raw TCP on one port. Confined to the frontend's
 * context.
 *
 * <p>Not a part of the API a game uses, which sets {@link ConnectorOptions}.
 */
public interface Connector {

  /**
   * The port clients connect to.
   *
   * @return the port in use, -1 before the connector listens
   */
  int actualPort();

  /**
   * How many clients are connected, those in their handshake included and refused ones not.
   *
   * @return the count
   */
  int connectionCount();

  /**
   * A push as a complete package: the same bytes serve every client of this connector.
   *
   * @param route the push route; its code is used when the dictionary has one
   * @param json the body as JSON text; encoded as protobuf when the route has a definition
   * @return the package; with an empty body, and a log line, when protobuf cannot express it (wire
   *     reference 6.5)
   * @throws ProtocolException when the route is longer than 255 bytes
   */
  byte[] encodePush(String route, byte[] json);

  /**
   * The scheduler a message goes through.
   *
   * @param message what is sent
   * @return the one {@link PushSchedulerOptions} chooses, to be used for this message only
   */
  PushScheduler scheduler(PushRequest message);
}
