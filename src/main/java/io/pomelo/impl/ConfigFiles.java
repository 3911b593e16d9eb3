package io.pomelo.impl;

import io.pomelo.ApplicationOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the documents of the configuration directory: {@code <base>/<configDir>/<file>}, else
 * {@code <base>/<configDir>/<env>/<file>} (pomelo's order of look-up). Blocks.
 */
public final class ConfigFiles {

  private final Path dir;
  private final String env;

  private ConfigFiles(ApplicationOptions options) {
    this.dir = Path.of(options.getBase(), options.getConfigDir());
    this.env = options.getEnv();
  }

  /**
   * Reads what the options do not hold yet, and checks all of it but the servers, which {@link
   * Topology} does; a file that is not there is left out.
   *
   * @param options name the directory
   * @return a copy with the documents
   * @throws IllegalArgumentException when a file is no JSON document of the right kind; the text
   *     has the file and the place in it
   */
  public static ApplicationOptions read(ApplicationOptions options) {
    var all = new ApplicationOptions(options);
    var files = new ConfigFiles(options);
    if (all.getServers() == null) {
      files.read("servers.json", JsonObject.class, all::setServers);
    }
    if (all.getMaster() == null) {
      files.read("master.json", JsonObject.class, all::setMaster);
    }
    if (all.getCrons() == null) {
      files.read("crons.json", JsonObject.class, all::setCrons);
    }
    if (all.getDictionary() == null) {
      files.readDictionary(all);
    }
    if (all.getServerProtos() == null) {
      files.read("serverProtos.json", JsonObject.class, all::setServerProtos);
    }
    if (all.getClientProtos() == null) {
      files.read("clientProtos.json", JsonObject.class, all::setClientProtos);
    }
    ConfigDocuments.check(all);
    return all;
  }

  /** The stock project of pomelo ships the dictionary as an empty object. */
  private void readDictionary(ApplicationOptions all) {
    read("dictionary.json", Object.class, document -> {
      if (document instanceof JsonArray routes) {
        all.setDictionary(routes);
      } else if (!(document instanceof JsonObject object && object.isEmpty())) {
        throw new IllegalArgumentException("dictionary.json: "
          + ConfigDocuments.shown(document)
          + " (expected: an array of routes)");
      }
    });
  }

  private <T> void read(String name, Class<T> kind, Consumer<T> to) {
    Path file = dir.resolve(name);
    if (!Files.exists(file)) {
      file = dir.resolve(env).resolve(name);
    }
    if (!Files.exists(file)) {
      return;
    }
    Object document = ConfigFile.parse(file);
    if (!kind.isInstance(document)) {
      throw new IllegalArgumentException(file + ": " + ConfigDocuments.shown(document)
        + " (expected: " + (kind == JsonObject.class ? "an object" : "an array") + ")");
    }
    to.accept(kind.cast(document));
  }
}
