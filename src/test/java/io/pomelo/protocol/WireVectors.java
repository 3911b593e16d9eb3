package io.pomelo.protocol;

import io.pomelo.protocol.protobuf.ProtoSchema;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The golden bytes recorded from the original libraries; the file explains itself.
 */
final class WireVectors {

  private static final JsonObject FILE = load();

  private WireVectors() {
  }

  /** One vector; {@code hex} is null where the input has no encoding. */
  record Vector(JsonObject json) {

    String name() {
      return json.getString("name");
    }

    /** Layer and mode together decide what a vector asserts. */
    String kind() {
      return json.getString("layer") + " " + json.getString("mode");
    }

    JsonObject input() {
      return json.getJsonObject("input");
    }

    JsonObject decoded() {
      return json.getJsonObject("decoded");
    }

    byte[] bytes() {
      return unhex(json.getString("hex"));
    }

    ProtoSchema schema() {
      return WireVectors.schema(input().getString("schema"));
    }

    @Override
    public String toString() {
      return name();
    }
  }

  static List<Vector> all() {
    var vectors = new ArrayList<Vector>();
    for (var vector : FILE.getJsonArray("vectors")) {
      vectors.add(new Vector((JsonObject) vector));
    }
    return vectors;
  }

  static ProtoSchema schema(String name) {
    return ProtoSchema.parse(FILE.getJsonObject("schemas").getJsonObject(name).getMap());
  }

  static List<ProtoSchema> schemas() {
    return FILE.getJsonObject("schemas").fieldNames().stream().map(WireVectors::schema).toList();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] unhex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A plain form in which equal JSON values are equal: every number a decimal without zeros. */
  static Object plain(Object value) {
    if (value instanceof Number number) {
      var decimal = new BigDecimal(number.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    if (value instanceof JsonObject object) {
      return plain(object.getMap());
    }
    if (value instanceof Iterable<?> list) {
      var plain = new ArrayList<>();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      var plain = new HashMap<Object, Object>();
      map.forEach((key, element) -> plain.put(key, plain(element)));
      return plain;
    }
    return value;
  }

  private static JsonObject load() {
    try (InputStream in = WireVectors.class.getResourceAsStream("/wire-vectors.json")) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
