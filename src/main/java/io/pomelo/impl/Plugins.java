package io.pomelo.impl;

import io.pomelo.Application;
import io.pomelo.Plugin;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/** The plugins of a server, by name. Confined to the thread that configures it. */
final class Plugins {

  private static final Logger LOG = System.getLogger("pomelo.application");

  private final Set<String> names = new HashSet<>();

  /** Loads what a plugin gives; nothing of it when it throws or its name is taken. */
  void use(Application app, Plugin plugin, JsonObject options) {
    if (names.contains(plugin.name())) {
      LOG.log(Level.WARNING, "[{0}] plugin {1} ignored: the name is taken (expected: another)",
        app.getServerId(), plugin.name());
      return;
    }
    var components = plugin.components(app, options.copy());
    var listeners = plugin.listeners(app, options.copy());
    names.add(plugin.name());
    components.forEach(app::load);
    listeners.forEach(app::listen);
  }
}
