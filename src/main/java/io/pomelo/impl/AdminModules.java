package io.pomelo.impl;

import io.pomelo.AdminModule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The admin modules of a server, by id. Confined to the server's context. */
final class AdminModules {

  private final Map<String, AdminModule> byId = new LinkedHashMap<>();

  /** Registers a module, in the place of another one of the same id. */
  void register(String id, AdminModule module) {
    Objects.requireNonNull(module, "module");
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("admin module " + module.getClass().getName() + ": id "
        + id + " (expected: a moduleId, or an id at the registration)");
    }
    byId.put(id, module);
  }

  AdminModule get(String id) {
    return byId.get(id);
  }
}
