package io.pomelo.connector.impl;

import io.pomelo.protocol.PacketType;

/**
 * How far a client is, and what each kind of package does to it then: the table of wire reference
 * 3.5. Two cells differ from pomelo: an ack that comes while the handshake's hook still runs is
 * remembered, and a second handshake is ignored instead of running the hook again.
 */
enum State {

  //       HANDSHAKE         HANDSHAKE_ACK        HEARTBEAT         DATA             KICK
  INITED(Action.SHAKE_HANDS, Action.REMEMBER_ACK, Action.IGNORE, Action.IGNORE, Action.CLOSE),
  WAIT_ACK(Action.IGNORE, Action.START_WORK, Action.IGNORE, Action.IGNORE, Action.CLOSE),
  WORKING(Action.IGNORE, Action.IGNORE, Action.HEARTBEAT, Action.DISPATCH, Action.CLOSE),
  CLOSED(Action.IGNORE, Action.IGNORE, Action.IGNORE, Action.IGNORE, Action.IGNORE);

  /** What a package does. */
  enum Action { IGNORE, SHAKE_HANDS, REMEMBER_ACK, START_WORK, HEARTBEAT, DISPATCH, CLOSE }

  /** In the order of {@link PacketType}. */
  private final Action[] row;

  State(Action... row) {
    this.row = row;
  }

  Action on(PacketType type) {
    return row[type.ordinal()];
  }
}
