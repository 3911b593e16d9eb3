package io.pomelo.rpc;

/**
 * What a frame between two servers asks for. The code is written to the wire: append, never reuse.
 */
public enum LinkOp {

  /** Nothing: sent when a peer joins, so that the first real frame finds a warm path. */
  HELLO(1),
  /** A client's request, to the server that handles it. */
  FORWARD(2),
  /** A push to users of a frontend. */
  PUSH(3),
  /** A push to all sessions of a frontend, or to all bound ones. */
  BROADCAST(4),
  /** The session with an id. */
  SESSION_GET(5),
  /** The sessions of a uid. */
  SESSION_GET_BY_UID(6),
  /** Binds a session to a uid. */
  SESSION_BIND(7),
  /** Unbinds a session from a uid. */
  SESSION_UNBIND(8),
  /** Sets and removes values of a session. */
  SESSION_IMPORT(9),
  /** Kicks a session by its id. */
  SESSION_KICK(10),
  /** Kicks all sessions of a uid. */
  SESSION_KICK_UID(11),
  /** Claims a uid for one session of the cluster, at the frontend that owns the uid. */
  UID_CLAIM(12),
  /** Tells the frontend that owns some uids now of the claims that were made before. */
  UID_KEEP(13),
  /** Gives a claim up. */
  UID_RELEASE(14),
  /** Tells a frontend that another session got the uid of one of its own. */
  UID_SUPERSEDED(15),
  /** Asks a frontend to tell of the end of a session. */
  SESSION_WATCH(16),
  /** Takes {@link #SESSION_WATCH} back. */
  SESSION_UNWATCH(17),
  /** Tells who asked of the end of a session. */
  SESSION_CLOSED(18);

  private static final LinkOp[] BY_CODE = new LinkOp[values().length + 1];

  static {
    for (LinkOp op : values()) {
      BY_CODE[op.code] = op;
    }
  }

  private final int code;

  LinkOp(int code) {
    this.code = code;
  }

  /**
   * The number on the wire.
   *
   * @return 1 to 127
   */
  public int code() {
    return code;
  }

  /**
   * The operation with a code.
   *
   * @param code the number on the wire
   * @return the operation
   * @throws IllegalArgumentException when no operation has that code
   */
  public static LinkOp of(int code) {
    LinkOp op = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    if (op == null) {
      throw new IllegalArgumentException("link operation: " + code + " (expected: 1 to "
        + (BY_CODE.length - 1) + ")");
    }
    return op;
  }
}
