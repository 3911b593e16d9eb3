package io.pomelo.client;

import io.vertx.codegen.annotations.VertxGen;

/**
 * A message the server sent on its own. Immutable, apart from the JSON in it.
 */
@VertxGen
public interface Push {

  /**
   * The route it came on; a code of the dictionary is translated back.
   *
   * @return the route
   */
  String route();

  /**
   * What it carries.
   *
   * @return {@link io.vertx.core.json.JsonObject}, {@link io.vertx.core.json.JsonArray}, text, a
   *     number or a boolean; an empty body is an empty object
   */
  Object body();
}
