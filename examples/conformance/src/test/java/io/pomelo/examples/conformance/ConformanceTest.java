package io.pomelo.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.Application;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * The running application, once for each test class, and what the tests say of it. Bodies are
 * written as JSON with single quotes. Every test has clients and rooms of its own; the clients are
 * closed after it.
 */
abstract class ConformanceTest {

  private static final int SECONDS = 10;

  private static final List<TestClient> CLIENTS = new ArrayList<>();
  private static Vertx vertx;
  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    cluster = await(TestCluster.start(vertx, new ConformanceGame(), new JsonObject()));
  }

  /** Also waits until the connectors know, so that a test does not meet users of the one before. */
  @AfterEach
  void closeClients() {
    CLIENTS.forEach(client -> await(client.close()));
    CLIENTS.clear();
    for (Application app : cluster.applications()) {
      if (app.isFrontend()) {
        eventually(() -> assertEquals(0, sessions(app), app.getServerId()));
      }
    }
  }

  private static int sessions(Application app) {
    return await(app.call(() ->
      Future.succeededFuture(app.sessionService().getSessionsCount())));
  }

  @AfterAll
  static void stop() {
    await(vertx.close());
  }

  // Clients

  static int port(String connector) {
    return cluster.port(connector);
  }

  static Vertx vertx() {
    return vertx;
  }

  static TestClient client(String connector) {
    return client(connector, new PomeloClientOptions());
  }

  static TestClient client(String connector, PomeloClientOptions options) {
    TestClient client = await(cluster.client(connector, options));
    CLIENTS.add(client);
    return client;
  }

  /** A client that is logged in, without a room. */
  static TestClient user(String connector, Object uid) {
    return login(connector, new JsonObject().put("uid", uid));
  }

  /** A client that is logged in and has entered a room. */
  static TestClient user(String connector, Object uid, String room) {
    return login(connector, new JsonObject().put("uid", uid).put("room", room));
  }

  private static TestClient login(String connector, JsonObject body) {
    TestClient client = client(connector);
    JsonObject answer = object(ask(client, "connector.entryHandler.login", body));
    assertEquals(200, answer.getInteger("code"), answer::encode);
    return client;
  }

  /** Expects the handshake to fail with a code. */
  static void refused(int code, String connector, PomeloClientOptions options) {
    Future<TestClient> client = cluster.client(connector, options);
    assertEquals(code, assertThrows(ServiceException.class, () -> await(client)).failureCode());
  }

  /** The chat server a room lives on: by the sum of the units of its name (section 1). */
  static String chatOf(String room) {
    return room.chars().sum() % 2 == 0 ? "chat-1" : "chat-2";
  }

  // Requests

  static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  static JsonObject object(Object answer) {
    return assertInstanceOf(JsonObject.class, answer);
  }

  static Object ask(TestClient client, String route) {
    return ask(client, route, new JsonObject());
  }

  static Object ask(TestClient client, String route, Object body) {
    return await(client.ask(route, body));
  }

  static void tell(TestClient client, String route, String body) {
    await(client.notify(route, json(body)));
  }

  static void answers(String expected, TestClient client, String route) {
    answers(expected, client, route, "{}");
  }

  static void answers(String expected, TestClient client, String route, String body) {
    assertEquals(json(expected), ask(client, route, json(body)), () -> route + " " + body);
  }

  // Pushes and ends

  /** The next push on a route. */
  static JsonObject push(TestClient client, String route) {
    return await(client.push(route));
  }

  /**
   * Expects that no push on a route came at all. To be called when the push would have been sent:
   * what was sent to the client before is there when the answer to another request is.
   */
  static void noPush(TestClient client, String route) {
    ask(client, "connector.echoHandler.none");
    assertEquals(List.of(), client.pushes(route));
  }

  static String kickReason(TestClient client) {
    String reason = await(client.kicked());
    await(client.closed());
    return reason;
  }

  static void ended(TestClient client, int seconds) {
    await(client.closed(), seconds);
  }

  // Time

  static <T> T await(Future<T> future) {
    return await(future, SECONDS);
  }

  static <T> T await(Future<T> future, int seconds) {
    try {
      return future.await(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("not completed within " + seconds + " s: " + future, e);
    }
  }

  /** Repeats an expectation about something the server learns in its own time. */
  static void eventually(Runnable expectation) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      try {
        expectation.run();
        return;
      } catch (AssertionError | RuntimeException failure) {
        if (System.nanoTime() > deadline) {
          throw failure;
        }
        await(vertx.timer(20));
      }
    }
  }
}
