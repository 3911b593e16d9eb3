package io.pomelo.impl;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Starts the requests of one session one after another (promise P2): a turn lasts from a request's
 * first filter until its handler has started, or it left for another server. Sessions do not wait
 * for each other, and a session that waits for nothing costs an entry only while its turn lasts.
 * Confined to the server's context.
 */
final class RequestOrder {

  private static final Logger LOG = System.getLogger("pomelo.dispatch");

  private final Map<Object, Line> lines = new HashMap<>();

  /** Gives a request its turn, at once when the session has none open. */
  void take(Object session, Consumer<Turn> request) {
    Line line = lines.get(session);
    if (line != null) {
      line.waiting.add(request);
      return;
    }
    line = new Line(session);
    lines.put(session, line);
    line.waiting.add(request);
    line.serve();
  }

  /** How many sessions have a turn open. */
  int size() {
    return lines.size();
  }

  /** A turn, to be ended once the handler has started. */
  interface Turn {

    /** Ends the turn; without effect a second time. */
    void end();
  }

  private final class Line {

    private final Object session;
    private final Queue<Consumer<Turn>> waiting = new ArrayDeque<>(2);
    private boolean open;
    private boolean serving;

    Line(Object session) {
      this.session = session;
    }

    /** A request that cannot even start must not keep the others from it. */
    private void start(Consumer<Turn> request) {
      var turn = new LineTurn(this);
      try {
        request.accept(turn);
      } catch (Throwable e) {
        LOG.log(Level.ERROR, "a request did not start", e);
        turn.end();
      }
    }

    /** A loop, not a recursion: turns that end at once must not pile up on the stack. */
    void serve() {
      if (serving) {
        return;
      }
      serving = true;
      try {
        while (!open && !waiting.isEmpty()) {
          open = true;
          start(waiting.poll());
        }
      } finally {
        serving = false;
      }
      if (!open) {
        lines.remove(session);
      }
    }
  }

  private static final class LineTurn implements Turn {

    private Line line;

    LineTurn(Line line) {
      this.line = line;
    }

    @Override
    public void end() {
      if (line != null) {
        Line mine = line;
        line = null;
        mine.open = false;
        mine.serve();
      }
    }
  }
}
