package io.pomelo.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the table of behaviours against the list of their ids and against the tests. */
class BehaviourTableTest {

  private static final Path TABLE = Path.of("src/main/asciidoc/behaviours.adoc");
  private static final Path IDS = Path.of("src/test/resources/behaviours.txt");
  private static final Pattern ROW =
    Pattern.compile("^\\| ([A-Z]{3}-\\d\\d)\\n\\| (.+)\\n\\| (.+)$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");

  /** What the table says shows a behaviour, by id, in the order of the table. */
  private static final Map<String, String> SHOWN = new LinkedHashMap<>();
  private static final List<String> TWICE = new ArrayList<>();
  /** The sources of all tests by the name of their class. */
  private static final Map<String, String> TESTS = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    var rows = ROW.matcher(Files.readString(TABLE));
    while (rows.find()) {
      if (SHOWN.put(rows.group(1), rows.group(3)) != null) {
        TWICE.add(rows.group(1));
      }
    }
    readTests(Path.of("src/test/java"));
    try (Stream<Path> examples = Files.list(Path.of("examples"))) {
      for (Path example : examples.toList()) {
        readTests(example.resolve("src/test/java"));
      }
    }
  }

  private static void readTests(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
        TESTS.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file),
          String::concat);
      }
    }
  }

  @Test
  void everyBehaviourHasItsRowInOrder() throws IOException {
    assertEquals(String.join("\n", Files.readAllLines(IDS)), String.join("\n", SHOWN.keySet()));
    assertEquals(List.of(), TWICE);
  }

  @Test
  void everyRowNamesATestOrSaysWhyThereIsNone() {
    assertEquals(List.of(), SHOWN.entrySet().stream()
      .filter(row -> !row.getValue().matches("(later|not applicable): \\w.*")
        && !NAME.matcher(row.getValue()).lookingAt())
      .map(Map.Entry::toString).toList());
  }

  @Test
  void everyTestThatIsNamedExists() {
    var missing = new ArrayList<String>();
    int named = 0;
    for (var row : SHOWN.entrySet()) {
      var names = NAME.matcher(row.getValue());
      while (names.find()) {
        named++;
        // Other annotations may stand between the mark of a test and its name.
        var method = Pattern.compile("@(?:Parameterized)?Test\\b(?:(?!\\bvoid )[\\s\\S])*?void "
          + names.group(2) + "\\(");
        if (!method.matcher(TESTS.getOrDefault(names.group(1), "")).find()) {
          missing.add(row.getKey() + " " + names.group());
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(named > 80, "tests named: " + named);
  }
}
