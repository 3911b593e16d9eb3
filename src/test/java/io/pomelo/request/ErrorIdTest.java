package io.pomelo.request;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.ApplicationOptions;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.serviceproxy.ServiceException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An answer of code 500 leads to its line in the log, where the option is on (H48). */
@ExtendWith(VertxExtension.class)
class ErrorIdTest {

  private static final Logger LOGGER = Logger.getLogger("pomelo.handler");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler log = new Handler() {
    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
    }
  };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(log);
  }

  @AfterEach
  void unlisten() {
    LOGGER.removeHandler(log);
  }

  @Test
  void theIdOfAnAnswerIsThatOfItsLogLine(Vertx vertx) throws Exception {
    var cluster = TestCluster.start(vertx, new ApplicationOptions().setErrorIds(true)
      .setServers(new JsonObject("""
        {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}],
         "chat": [{"id": "chat-1"}]}""")), app -> app
      .handler(app.getServerType() + ".h.fail", request -> Future.failedFuture("secret"))
      .handler(app.getServerType() + ".h.refuse", request -> ServiceException.fail(7, "for you")))
      .await(20, SECONDS);
    var client = cluster.client("connector-1").await(5, SECONDS);
    for (String type : List.of("connector", "chat")) {
      JsonObject answer = client.request(type + ".h.fail", null).await(5, SECONDS);
      String id = (String) answer.remove("errorId");
      assertEquals(new JsonObject().put("code", 500), answer);
      assertTrue(lines.contains("[" + type + "-1] " + type + ".h.fail failed, error " + id),
        lines::toString);
      assertEquals(new JsonObject().put("code", 7).put("msg", "for you"),
        client.request(type + ".h.refuse", null).await(5, SECONDS));
    }
  }
}
