package io.pomelo.filter.impl;

import io.vertx.core.json.EncodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** When something began, and the log line of its end. Immutable. */
final class Stopwatch {

  private final Instant begin = Instant.now();
  private final long nanos = System.nanoTime();

  /** The line {@code {route, args, time, timeUsed}}. */
  String line(String route, Object args) {
    var line = new JsonObject().put("route", route).put("args", args)
      .put("time", begin.toString()).put("timeUsed", (System.nanoTime() - nanos) / 1_000_000);
    try {
      return line.encode();
    } catch (EncodeException e) { // an argument that is no JSON
      return line.put("args", String.valueOf(args)).encode();
    }
  }
}
