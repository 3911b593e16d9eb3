package io.pomelo.impl;

import io.pomelo.connector.Client;
import io.pomelo.connector.ClientListener;
import io.pomelo.connector.ClientMessage;
import java.util.function.Consumer;

/** Leads clients from the connector to their sessions and their messages to the dispatcher. */
final class Door implements ClientListener {

  private final Consumer<Client> begin;
  private final Consumer<Client> end;
  private final Dispatcher dispatcher;

  Door(Consumer<Client> begin, Consumer<Client> end, Dispatcher dispatcher) {
    this.begin = begin;
    this.end = end;
    this.dispatcher = dispatcher;
  }

  @Override
  public void opened(Client client) {
    begin.accept(client);
  }

  @Override
  public void message(Client client, ClientMessage message) {
    dispatcher.message(client, message);
  }

  @Override
  public void closed(Client client, String reason) {
    end.accept(client);
  }
}
