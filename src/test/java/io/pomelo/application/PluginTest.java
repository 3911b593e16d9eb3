package io.pomelo.application;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.Application;
import io.pomelo.ApplicationListener;
import io.pomelo.Component;
import io.pomelo.Plugin;
import io.pomelo.Pomelo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PluginTest {

  private final Recorder recorder = new Recorder();
  private final List<JsonObject> options = new ArrayList<>();

  private final class Rooms implements Plugin {

    @Override
    public String name() {
      return "rooms";
    }

    @Override
    public List<Component> components(Application app, JsonObject given) {
      options.add(given.copy());
      given.put("changed", true);
      return List.of(recorder.component("one"), recorder.component("two"));
    }

    @Override
    public List<ApplicationListener> listeners(Application app, JsonObject given) {
      options.add(given);
      return List.of(recorder.listener());
    }
  }

  @Test
  void itsComponentsStartInOrderAndItsListenersHear(Vertx vertx) throws Exception {
    var app = Pomelo.createApp(vertx).use(new Rooms());
    app.start().await(10, SECONDS);
    assertEquals(List.of("one.deploy", "two.deploy", "one.afterStart", "two.afterStart",
      "add:server-1", "start:server-1", "all"), recorder.seen);
    assertEquals("two", app.component("two").name());
  }

  @Test
  void itGetsTheOptionsAndCannotChangeThem(Vertx vertx) {
    var given = new JsonObject().put("size", 3);
    Pomelo.createApp(vertx).use(new Rooms(), given);
    var size3 = new JsonObject().put("size", 3);
    assertEquals(List.of(size3, size3), options);
    assertEquals(size3, given);
  }

  @Test
  void aSecondOneOfTheNameIsIgnored(Vertx vertx) throws Exception {
    var app = Pomelo.createApp(vertx).use(new Rooms()).use(new Rooms());
    app.start().await(10, SECONDS);
    assertEquals(1, recorder.seen.stream().filter("start:server-1"::equals).count());
  }

  @Test
  void oneThatThrowsAddsNothing(Vertx vertx) throws Exception {
    var app = Pomelo.createApp(vertx);
    assertThrows(IllegalStateException.class, () -> app.use(new Plugin() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public List<Component> components(Application server, JsonObject given) {
        return List.of(recorder.component("half"));
      }

      @Override
      public List<ApplicationListener> listeners(Application server, JsonObject given) {
        throw new IllegalStateException("listeners");
      }
    }));
    assertNull(app.component("half"));
    app.use(new Plugin() {
      @Override
      public String name() {
        return "broken";
      }
    });
    app.start().await(10, SECONDS);
    assertEquals(List.of(), recorder.seen);
  }
}
