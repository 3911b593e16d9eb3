package io.pomelo;

import io.vertx.codegen.annotations.GenIgnore;
import io.vertx.codegen.annotations.VertxGen;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A set of components and listeners that games add as one (pomelo plugins, which name directories
 * of them instead). Used by {@link Application#use(Plugin, JsonObject)}.
 */
@VertxGen(concrete = false)
public interface Plugin {

  /**
   * The name.
   *
   * @return unique among the plugins of a server
   */
  String name();

  /**
   * Makes its components for one server; they start before the framework's own. Not in generated
   * APIs, as components are verticles.
   *
   * @param app the server, which is being configured
   * @param options what the game gave it, a copy
   * @return the components in the order of their start
   */
  @GenIgnore
  default List<Component> components(Application app, JsonObject options) {
    return List.of();
  }

  /**
   * Makes its listeners for one server; called after {@link #components}.
   *
   * @param app the server, which is being configured
   * @param options what the game gave it, a copy
   * @return the listeners
   */
  default List<ApplicationListener> listeners(Application app, JsonObject options) {
    return List.of();
  }
}
