package io.pomelo.filter;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is written to a logger while it is open. */
final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  LogLines(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  /** The next line, which is JSON. */
  JsonObject next() throws InterruptedException {
    return new JsonObject(lines.poll(5, TimeUnit.SECONDS));
  }

  /** Whether a line that nobody has taken yet has this in it. */
  boolean has(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(new SimpleFormatter().formatMessage(line));
  }

  @Override
  public void flush() {
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
