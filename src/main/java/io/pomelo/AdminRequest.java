package io.pomelo;

import io.vertx.codegen.annotations.Nullable;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.json.JsonObject;

/** What an {@link AdminModule} is asked (the arguments of pomelo's module handlers). */
@VertxGen(concrete = false)
public interface AdminRequest {

  /**
   * The server the module runs on.
   *
   * @return its application
   */
  Application app();

  /**
   * Who asks.
   *
   * @return the id of a server or of an operator's client; null when the module's own timer does
   */
  @Nullable
  String from();

  /**
   * The question.
   *
   * @return empty when the module's own timer asks
   */
  JsonObject msg();
}
