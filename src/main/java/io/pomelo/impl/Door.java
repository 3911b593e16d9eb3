package io.pomelo.impl;

import io.pomelo.connector.Client;
import io.pomelo.connector.ClientListener;
import io.pomelo.connector.ClientMessage;
import io.pomelo.session.impl.SessionVerticle;

/** Leads clients from the connector to their sessions and their messages to the dispatcher. */
final class Door implements ClientListener {

  private final SessionVerticle sessions;
  private final Dispatcher dispatcher;

  Door(SessionVerticle sessions, Dispatcher dispatcher) {
    this.sessions = sessions;
    this.dispatcher = dispatcher;
  }

  @Override
  public void opened(Client client) {
    sessions.opened(client);
  }

  @Override
  public void message(Client client, ClientMessage message) {
    dispatcher.message(client, message);
  }

  @Override
  public void closed(Client client, String reason) {
    sessions.closed(client);
  }
}
