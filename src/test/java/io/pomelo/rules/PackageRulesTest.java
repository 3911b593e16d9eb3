package io.pomelo.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the imports of the sources and holds them against the plan of the packages. */
class PackageRulesTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern IMPORT =
    Pattern.compile("^import (?:static )?([a-z_0-9.]+)\\.[A-Z]\\w*", Pattern.MULTILINE);
  private static final Set<String> MAY_NAME_ANOTHER_IMPL =
    Set.of("io/pomelo/impl/DefaultComponents.java");
  /** Factories their own; and the client of the test kit, which sends what a game must not. */
  private static final Map<String, String> MAY_NAME_AN_IMPL = Map.of(
    "io/pomelo/Pomelo.java", "io.pomelo.impl",
    "io/pomelo/PomeloVerticle.java", "io.pomelo.impl",
    "io/pomelo/client/PomeloClient.java", "io.pomelo.client.impl",
    "io/pomelo/filter/Filters.java", "io.pomelo.filter.impl",
    "io/pomelo/testkit/TestClient.java", "io.pomelo.client.impl");

  private static final Map<String, Set<String>> IMPORTS = new TreeMap<>();

  @BeforeAll
  static void readImports() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Set<String> packages = new TreeSet<>();
        Matcher matcher = IMPORT.matcher(Files.readString(file));
        while (matcher.find()) {
          packages.add(matcher.group(1));
        }
        IMPORTS.put(MAIN.relativize(file).toString().replace('\\', '/'), packages);
      }
    }
    assertTrue(IMPORTS.size() > 50, "sources read: " + IMPORTS.size());
  }

  @Test
  void theWireCodecKnowsOnlyJava() {
    assertNone((file, imported) -> packageOf(file).startsWith("io.pomelo.protocol")
      && !imported.startsWith("java.") && !imported.startsWith("io.pomelo.protocol"));
  }

  @Test
  void onlyTheClusterPackageKnowsHazelcast() {
    assertNone((file, imported) -> imported.startsWith("com.hazelcast")
      && !packageOf(file).startsWith("io.pomelo.cluster"));
  }

  @Test
  void onlyTheHybridSwitchKnowsNettyAndTheInsideOfVertx() {
    assertNone((file, imported) -> (imported.startsWith("io.netty")
      || imported.startsWith("io.vertx.core.internal") || imported.startsWith("io.vertx.core.impl"))
      && !file.startsWith("io/pomelo/connector/impl/Hybrid"));
  }

  @Test
  void noImplementationKnowsAnotherOneButWherePartsArePutTogether() {
    assertNone((file, imported) -> isImpl(imported) && isImpl(packageOf(file))
      && !imported.equals(packageOf(file)) && !MAY_NAME_ANOTHER_IMPL.contains(file));
  }

  @Test
  void noApiPackageKnowsAnImplementationButTheFactoriesTheirOwn() {
    assertNone((file, imported) -> isImpl(imported) && !isImpl(packageOf(file))
      && !imported.equals(MAY_NAME_AN_IMPL.get(file)));
  }

  @Test
  void apiPackagesHaveNoCycle() {
    Map<String, Set<String>> graph = new TreeMap<>();
    IMPORTS.forEach((file, packages) -> {
      if (!isImpl(packageOf(file))) {
        packages.stream().filter(name -> name.startsWith("io.pomelo") && !isImpl(name)
          && !name.equals(packageOf(file)))
          .forEach(name -> graph.computeIfAbsent(packageOf(file), key -> new TreeSet<>())
            .add(name));
      }
    });
    for (String start : graph.keySet()) {
      Set<String> reached = new HashSet<>();
      var next = new ArrayList<>(graph.get(start));
      while (!next.isEmpty()) {
        String name = next.remove(next.size() - 1);
        if (reached.add(name)) {
          next.addAll(graph.getOrDefault(name, Set.of()));
        }
      }
      assertFalse(reached.contains(start), start + " reaches itself in " + graph);
    }
  }

  @Test
  void noPackageIsAJunkDrawer() {
    assertEquals(List.of(), IMPORTS.keySet().stream()
      .filter(file -> file.matches(".*/(util|utils|common|helpers?|managers?|misc)/.*")).toList());
  }

  private static boolean isImpl(String name) {
    return name.startsWith("io.pomelo") && name.endsWith(".impl");
  }

  private static String packageOf(String file) {
    return file.substring(0, file.lastIndexOf('/')).replace('/', '.');
  }

  private static void assertNone(Rule broken) {
    var found = new ArrayList<String>();
    IMPORTS.forEach((file, packages) -> packages.stream()
      .filter(imported -> broken.by(file, imported))
      .forEach(imported -> found.add(file + " imports " + imported)));
    assertEquals(List.of(), found);
  }

  private interface Rule {
    boolean by(String file, String imported);
  }
}
