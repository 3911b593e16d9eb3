package io.pomelo.connector;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** The recorded vectors of the original server. */
public final class WireVectors {

  private WireVectors() {
  }

  /** The vectors of a mode. */
  public static List<JsonObject> ofMode(String mode) {
    return all().stream()
      .filter(vector -> mode.equals(vector.getString("mode")))
      .collect(Collectors.toList());
  }

  /** The vector of a name. */
  public static JsonObject named(String name) {
    return all().stream().filter(vector -> name.equals(vector.getString("name"))).findFirst().get();
  }

  private static List<JsonObject> all() {
    try (var in = WireVectors.class.getResourceAsStream("/wire-vectors.json")) {
      return new JsonObject(Buffer.buffer(in.readAllBytes())).getJsonArray("vectors").stream()
        .map(JsonObject.class::cast).collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
