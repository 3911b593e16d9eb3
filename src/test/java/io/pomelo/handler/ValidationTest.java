package io.pomelo.handler;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.Request;
import io.pomelo.session.Session;
import io.pomelo.testkit.TestClient;
import io.pomelo.testkit.TestCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.File;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Constraints on the arguments of handlers, with Jakarta Validation and without it. */
@ExtendWith(VertxExtension.class)
class ValidationTest {

  private static final JsonObject SERVERS = new JsonObject("""
    {"connector": [{"id": "connector-1", "frontend": true, "clientPort": 0}]}""");

  private final Locale locale = Locale.getDefault();
  private TestClient client;

  /** One thing of an order. */
  public record Item(@NotBlank String name, @Max(9) int count) {
  }

  /** What the handler below is given. */
  public record Order(@NotBlank @Size(max = 5) String to, @NotNull @Valid List<Item> items) {
  }

  /** A handler that answers what it was given. */
  public static final class Orders {

    public Future<Order> place(Order order, Session session) {
      return Future.succeededFuture(order);
    }
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    Locale.setDefault(Locale.ENGLISH); // of the messages
    client = TestCluster
      .start(vertx, SERVERS, app -> app.handlers("connector.h", a -> new Orders()))
      .await(20, SECONDS).client("connector-1").await(5, SECONDS);
  }

  @AfterEach
  void restore() {
    Locale.setDefault(locale);
  }

  private JsonObject place(String to, JsonObject... items) throws Exception {
    return client.request("connector.h.place", new JsonObject().put("to", to)
      .put("items", new JsonArray(List.of(items)))).await(5, SECONDS);
  }

  private static JsonObject item(String name, int count) {
    return new JsonObject().put("name", name).put("count", count);
  }

  @Test
  void aBodyWithinItsConstraintsReachesTheHandler() throws Exception {
    assertEquals(new JsonObject().put("to", "ann").put("items", new JsonArray().add(item("x", 9))),
      place("ann", item("x", 9)));
  }

  @Test
  void aViolationIsCode400WithFieldAndText() throws Exception {
    assertEquals(new JsonObject().put("code", 400).put("msg", "to: must not be blank")
      .put("fields", new JsonObject().put("to", "must not be blank")), place(""));
  }

  @Test
  void everyViolationIsNamedAlsoInsideOfLists() throws Exception {
    assertEquals(new JsonObject().put("code", 400)
        .put("msg", "items[1].count: must be less than or equal to 9; to: must not be blank,"
          + " size must be between 0 and 5")
        .put("fields", new JsonObject()
          .put("items[1].count", "must be less than or equal to 9")
          .put("to", "must not be blank, size must be between 0 and 5")),
      place("      ", item("x", 1), item("y", 10)));
  }

  @Test
  void aFieldThatIsMissingIsNamed() throws Exception {
    var answer = client.request("connector.h.place", new JsonObject().put("to", "ann"))
      .await(5, SECONDS);
    assertEquals(new JsonObject().put("items", "must not be null"), answer.getJsonObject("fields"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void withoutTheApiBodiesAreMappedAndNothingIsMissed() throws Exception {
    var platform = ClassLoader.getPlatformClassLoader();
    try (var loader = new URLClassLoader(withoutValidation(), platform)) {
      assertThrows(ClassNotFoundException.class,
        () -> loader.loadClass("jakarta.validation.Validation"));
      Class<?> mapper = loader.loadClass("io.pomelo.impl.BodyMapper");
      assertNotSame(getClass().getClassLoader(), mapper.getClassLoader());
      var to = mapper.getDeclaredMethod("to", Class.class);
      to.setAccessible(true);
      Class<?> item = loader.loadClass(Item.class.getName());
      var mapping = (Function<Object, Object>) to.invoke(null, item);
      Class<?> request = loader.loadClass(Request.class.getName());
      Class<?> json = loader.loadClass(JsonObject.class.getName());
      Object body = json.getConstructor(String.class).newInstance("{\"name\":\"\",\"count\":10}");
      Object mapped = mapping.apply(Proxy.newProxyInstance(loader,
        new Class<?>[] {request}, (proxy, method, arguments) -> body));
      assertEquals("Item[name=, count=10]", mapped.toString());
    }
  }

  private static URL[] withoutValidation() throws Exception {
    var urls = new ArrayList<URL>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.contains("validat")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
