package io.pomelo.testkit;

import io.pomelo.client.PomeloClient;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.client.Push;
import io.pomelo.client.impl.PomeloClientImpl;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A {@link PomeloClient} for tests: it keeps every push from the first one on, gives them out one
 * by one as futures, and can send bytes no sane client would.
 *
 * <p>Its methods may be called from any thread; its futures complete on the client's context.
 */
public final class TestClient {

  private final Vertx vertx;
  private volatile long pushTimeout;
  private final Promise<String> kicked = Promise.promise();
  private final Promise<Void> closed = Promise.promise();
  private PomeloClientImpl client;

  // Pushes come in on the client's context, tests ask on theirs: guarded by `pushes`.
  private final List<Push> pushes = new ArrayList<>();
  private final List<Push> untaken = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();

  /** A call of {@link #push} that no push has answered yet. */
  private record Waiting(String route, Promise<JsonObject> push) {
  }

  private TestClient(Vertx vertx, long pushTimeout) {
    this.vertx = vertx;
    this.pushTimeout = pushTimeout;
  }

  /**
   * Connects and shakes hands.
   *
   * @param vertx the instance to run on
   * @param options where to, and how
   * @return the client; fails as {@link PomeloClient#connect} does
   */
  public static Future<TestClient> connect(Vertx vertx, PomeloClientOptions options) {
    var test = new TestClient(vertx, options.getTimeout());
    return PomeloClientImpl.connect(vertx, options, test::listen).map(test);
  }

  private void listen(PomeloClientImpl connecting) {
    client = connecting;
    client.pushHandler(this::pushed)
      .kickHandler(kicked::tryComplete)
      .closeHandler(v -> ended());
  }

  /**
   * The client below, for what is not repeated here. Its push, kick and close handlers are taken.
   *
   * @return the client
   */
  public PomeloClient client() {
    return client;
  }

  /**
   * The server's answer to the handshake.
   *
   * @return a copy
   */
  public JsonObject handshake() {
    return client.handshake();
  }

  /**
   * Asks the server for an answer that is an object.
   *
   * @param route {@code serverType.handler.method}
   * @param body see {@link PomeloClient#request}
   * @return the answer; fails as {@link PomeloClient#request} does, and with an {@link
   *     AssertionError} when the answer is no object
   */
  public Future<JsonObject> request(String route, Object body) {
    return client.request(route, body).compose(answer -> answer instanceof JsonObject object
      ? Future.succeededFuture(object)
      : Future.failedFuture(new AssertionError(route + " answered " + answer
        + ", expected an object")));
  }

  /**
   * Asks the server for an answer of any kind.
   *
   * @param route {@code serverType.handler.method}
   * @param body see {@link PomeloClient#request}
   * @return see {@link PomeloClient#request}
   */
  public Future<Object> ask(String route, Object body) {
    return client.request(route, body);
  }

  /**
   * Tells the server something.
   *
   * @param route {@code serverType.handler.method}
   * @param body see {@link PomeloClient#request}
   * @return see {@link PomeloClient#notify}
   */
  public Future<Void> notify(String route, Object body) {
    return client.notify(route, body);
  }

  /**
   * The next push on a route: the oldest that arrived and was not taken yet, else the next to come.
   *
   * @param route the route
   * @return its body. Fails with a {@link TimeoutException} when none comes within
   *     {@link #pushTimeout}, with an {@link IllegalStateException} when the connection ends
   *     before, and with an {@link AssertionError} when its body is no object; the text tells what
   *     did come
   */
  public Future<JsonObject> push(String route) {
    Promise<JsonObject> push = Promise.promise();
    synchronized (pushes) {
      for (Iterator<Push> arrived = untaken.iterator(); arrived.hasNext();) {
        Push next = arrived.next();
        if (next.route().equals(route)) {
          arrived.remove();
          return object(next);
        }
      }
      if (closed.future().isComplete()) {
        return Future.failedFuture(missing(route, "before the connection ended"));
      }
      waiting.add(new Waiting(route, push));
    }
    long timeout = pushTimeout;
    long timer = vertx.setTimer(timeout, t -> {
      synchronized (pushes) {
        waiting.removeIf(call -> call.push() == push);
      }
      push.tryFail(new TimeoutException(
        missing(route, "within " + timeout + " ms").getMessage()));
    });
    return push.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /**
   * Sets how long a later {@link #push} waits.
   *
   * @param millis {@link PomeloClientOptions#getTimeout()} by default
   * @return this
   */
  public TestClient pushTimeout(long millis) {
    pushTimeout = millis;
    return this;
  }

  /**
   * All pushes so far, taken or not.
   *
   * @return an immutable copy in the order of their arrival
   */
  public List<Push> pushes() {
    synchronized (pushes) {
      return List.copyOf(pushes);
    }
  }

  /**
   * The bodies of all pushes so far on one route, taken or not.
   *
   * @param route the route
   * @return an immutable copy in the order of their arrival
   */
  public List<Object> pushes(String route) {
    return pushes().stream().filter(push -> push.route().equals(route)).map(Push::body).toList();
  }

  /**
   * The server's kick.
   *
   * @return its reason, whenever it comes; fails when the connection ends without one
   */
  public Future<String> kicked() {
    return kicked.future();
  }

  /**
   * The end of the connection, whoever ended it.
   *
   * @return succeeds when it has ended
   */
  public Future<Void> closed() {
    return closed.future();
  }

  /**
   * Sends bytes as they are: over TCP into the stream, over WebSocket as one binary message.
   *
   * @param bytes anything
   * @return succeeds when they are written
   */
  public Future<Void> raw(Buffer bytes) {
    return client.write(bytes);
  }

  /**
   * Ends the connection.
   *
   * @return succeeds when it has ended
   */
  public Future<Void> close() {
    return client.close();
  }

  private void pushed(Push push) {
    Waiting first = null;
    synchronized (pushes) {
      pushes.add(push);
      for (Waiting call : waiting) {
        if (call.route().equals(push.route())) {
          first = call;
          break;
        }
      }
      if (first == null) {
        untaken.add(push);
      } else {
        waiting.remove(first);
      }
    }
    if (first != null) {
      object(push).onComplete(first.push());
    }
  }

  private void ended() {
    List<Waiting> unanswered;
    synchronized (pushes) {
      closed.tryComplete();
      unanswered = List.copyOf(waiting);
      waiting.clear();
    }
    kicked.tryFail(new IllegalStateException("the connection ended, expected a kick before"));
    unanswered.forEach(call ->
      call.push().tryFail(missing(call.route(), "before the connection ended")));
  }

  private static Future<JsonObject> object(Push push) {
    return push.body() instanceof JsonObject body
      ? Future.succeededFuture(body)
      : Future.failedFuture(new AssertionError("push " + push.route() + " carried " + push.body()
        + ", expected an object"));
  }

  private IllegalStateException missing(String route, String until) {
    return new IllegalStateException("no push on " + route + " " + until + ", expected one; came: "
      + pushes().stream().map(push -> push.route() + " " + push.body()).toList());
  }
}
