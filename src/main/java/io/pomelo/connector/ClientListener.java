package io.pomelo.connector;

/**
 * What a connector tells the rest of the server; called on the frontend's context.
 *
 * <p>Not a part of the API a game uses.
 */
public interface ClientListener {

  /**
   * A client is connected; its handshake is still to come.
   *
   * @param client the client
   */
  void opened(Client client);

  /**
   * A client sent a request or a notification.
   *
   * @param client the client, working
   * @param message what it sent
   */
  void message(Client client, ClientMessage message);

  /**
   * A client's connection ended; the last word about it.
   *
   * @param client the client, no longer working
   * @param reason why: the text of a kick, or the connector's own word for it
   */
  void closed(Client client, String reason);
}
