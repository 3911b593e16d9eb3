package io.pomelo.connector.impl;

import io.pomelo.connector.Client;
import io.pomelo.connector.PushScheduler;

/**
 * Writes every package at once, in a WebSocket message of its own (pomelo
 * {@code pushSchedulers/direct}).
 */
final class DirectScheduler implements PushScheduler {

  @Override
  public void schedule(Client client, byte[] packet) {
    client.send(packet);
  }
}
