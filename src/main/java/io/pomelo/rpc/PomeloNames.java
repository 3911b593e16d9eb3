package io.pomelo.rpc;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;

/** What pomelo calls the values of {@code proxyConfig}. */
final class PomeloNames {

  private static final Map<String, String> FAIL_MODES = Map.of("failfast", "FAIL_FAST",
    "failover", "FAIL_OVER", "failsafe", "FAIL_SAFE", "failback", "FAIL_BACK");
  private static final Map<String, String> ROUTER_TYPES = Map.of("rr", "ROUND_ROBIN",
    "wrr", "WEIGHTED", "la", "LEAST_ACTIVE", "ch", "CONSISTENT_HASH");

  private PomeloNames() {
  }

  /** The same options with our names; an unknown one is refused with a text that says so. */
  static JsonObject translated(JsonObject options) {
    JsonObject translated = options.copy();
    translate(translated, "failMode", FAIL_MODES, FailMode.values());
    translate(translated, "routerType", ROUTER_TYPES, RouterType.values());
    if (translated.containsKey("retryTimes") && !translated.containsKey("retries")) {
      translated.put("retries", translated.getValue("retryTimes"));
    }
    return translated;
  }

  private static void translate(JsonObject options, String field, Map<String, String> names,
    Enum<?>[] values) {
    if (!(options.getValue(field) instanceof String name)) {
      return;
    }
    String ours = names.getOrDefault(name, name);
    if (Arrays.stream(values).noneMatch(value -> value.name().equals(ours))) {
      throw new IllegalArgumentException(field + ": " + name + " (expected: one of "
        + Arrays.toString(values) + " or of " + names.keySet().stream().sorted().toList() + ")");
    }
    options.put(field, ours);
  }
}
