package io.pomelo.impl;

import io.pomelo.ApplicationOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A JSON file a game reads itself. Immutable; its methods block.
 *
 * @param first where it is looked for; its member named after the environment is used alone
 * @param second where it is looked for then and used whole, or null
 * @param env the environment
 */
record ConfigFile(Path first, Path second, String env) {

  /** A file that must be right there. */
  static ConfigFile at(Path file, ApplicationOptions options) {
    return new ConfigFile(file, null, options.getEnv());
  }

  /** A file of the game (pomelo {@code loadConfigBaseApp}). */
  static ConfigFile ofGame(String path, ApplicationOptions options) {
    Path base = Path.of(options.getBase());
    return new ConfigFile(base.resolve(path), base.resolve(options.getConfigDir())
      .resolve(options.getEnv()).resolve(Path.of(path).getFileName()), options.getEnv());
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is missing or no JSON object; the text has the file
   *     and the place in it
   */
  JsonObject read() {
    Path file = found();
    if (file == null) {
      throw new IllegalArgumentException(first + (second == null ? "" : " and " + second)
        + ": missing (expected: a JSON file)");
    }
    if (!(parse(file) instanceof JsonObject document)) {
      throw new IllegalArgumentException(file + ": no object (expected: a JSON object)");
    }
    return file.equals(first) ? Topology.section(document, env) : document;
  }

  /** What changes when the file does. */
  Stamp stamp() {
    Path file = found();
    try {
      return file == null ? Stamp.MISSING
        : new Stamp(file, Files.getLastModifiedTime(file), Files.size(file));
    } catch (IOException e) {
      return Stamp.MISSING; // gone just now
    }
  }

  private Path found() {
    return Files.exists(first) ? first : second != null && Files.exists(second) ? second : null;
  }

  /**
   * The document in a file.
   *
   * @throws IllegalArgumentException when it cannot be read or is no JSON; the text has the place
   */
  static Object parse(Path file) {
    try {
      return Json.decodeValue(Files.readString(file));
    } catch (IOException | DecodeException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage() + " (expected: JSON)", e);
    }
  }

  /** Which file it was, when it was written, how long it was. */
  record Stamp(Path file, FileTime modified, long size) {

    /** No file. */
    static final Stamp MISSING = new Stamp(null, null, 0);
  }
}
