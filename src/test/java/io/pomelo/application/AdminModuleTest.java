package io.pomelo.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.AdminModule;
import io.pomelo.AdminModuleType;
import io.pomelo.Application;
import io.pomelo.Pomelo;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AdminModuleTest {

  private Application app;

  @BeforeEach
  void create(Vertx vertx) {
    app = Pomelo.createApp(vertx);
  }

  private static AdminModule module(String id) {
    return new AdminModule() {
      @Override
      public String moduleId() {
        return id;
      }
    };
  }

  @Test
  void aModuleIsFoundUnderItsOwnIdOrTheGivenOne() {
    var own = module("online");
    var given = module("ignored");
    app.registerAdmin(own).registerAdmin("scenes", given);
    assertSame(own, app.adminModule("online"));
    assertSame(given, app.adminModule("scenes"));
    assertNull(app.adminModule("ignored"));
  }

  @Test
  void theSameIdOverwrites() {
    var second = module("online");
    app.registerAdmin(module("online")).registerAdmin(second);
    assertSame(second, app.adminModule("online"));
  }

  @Test
  void aModuleWithoutAnIdIsRefused() {
    var failure = assertThrows(IllegalArgumentException.class, () ->
      app.registerAdmin(module(null)));
    assertTrue(failure.getMessage().contains("expected: a moduleId"), failure.getMessage());
    assertThrows(IllegalArgumentException.class, () -> app.registerAdmin(" ", module("online")));
    assertNull(app.adminModule("online"));
  }

  @Test
  void aModuleThatSaysNothingPullsHasNoTimerAndAnswersNobody() {
    var plain = module("plain");
    assertEquals(AdminModuleType.PULL, plain.type());
    assertEquals(0, plain.interval());
    assertEquals(0, plain.delay());
    assertTrue(plain.monitorHandler(null).failed());
    assertTrue(plain.masterHandler(null).failed());
    assertTrue(plain.clientHandler(null).failed());
  }
}
