package io.pomelo.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the tables of what pomelo does against the lists of their lines, the tests and the API. */
class TablesTest {

  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern REASON = Pattern.compile("(later|not applicable): \\w.*");

  /** The sources of all tests by the name of their class. */
  private static final Map<String, String> TESTS = new HashMap<>();

  /** A table, its number of columns, and how many tests it names at least. */
  enum Table {
    behaviours(3, 150), hazards(4, 80), api(3, 150);

    private final int columns;
    private final int tests;

    Table(int columns, int tests) {
      this.columns = columns;
      this.tests = tests;
    }

    /** Its rows without the head; the first cell names a row, the last one names its tests. */
    private List<List<String>> rows() throws IOException {
      String text = Files.readString(Path.of("src/main/asciidoc/" + name() + ".adoc"));
      var rows = new ArrayList<List<String>>();
      String body = text.substring(text.indexOf("|===\n") + 5, text.lastIndexOf("\n|===\n"));
      for (String block : body.strip().split("\n\n")) {
        rows.add(Stream.of(block.split("\n")).map(line -> line.replaceFirst("^\\| ", "")).toList());
      }
      return rows.subList(1, rows.size());
    }

    private List<String> ids() throws IOException {
      return Files.readAllLines(Path.of("src/test/resources/" + name() + ".txt"));
    }
  }

  @BeforeAll
  static void read() throws IOException {
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

  private static String last(List<String> row) {
    return row.get(row.size() - 1);
  }

  @ParameterizedTest
  @EnumSource
  void everyLineIsThereOnceAndInOrder(Table table) throws IOException {
    var rows = table.rows();
    assertEquals(String.join("\n", table.ids()),
      String.join("\n", rows.stream().map(row -> row.get(0)).toList()));
    assertEquals(List.of(), rows.stream()
      .filter(row -> row.size() != table.columns || row.stream().anyMatch(String::isBlank))
      .toList());
  }

  @ParameterizedTest
  @EnumSource
  void everyLineNamesATestOrSaysWhyThereIsNone(Table table) throws IOException {
    assertEquals(List.of(), table.rows().stream().filter(row ->
      !REASON.matcher(last(row)).matches() && !NAME.matcher(last(row)).lookingAt()).toList());
  }

  @ParameterizedTest
  @EnumSource
  void everyTestThatIsNamedExists(Table table) throws IOException {
    var missing = new ArrayList<String>();
    int named = 0;
    for (List<String> row : table.rows()) {
      var names = NAME.matcher(last(row));
      while (names.find()) {
        named++;
        // Other annotations may stand between the mark of a test and its name.
        var method = Pattern.compile("@(?:Parameterized)?Test\\b(?:(?!\\bvoid )[\\s\\S])*?void "
          + names.group(2) + "\\(");
        if (!method.matcher(TESTS.getOrDefault(names.group(1), "")).find()) {
          missing.add(row.get(0) + " " + names.group());
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(named >= table.tests, "tests named: " + named);
  }

  @Test
  void everyMethodThatIsNamedIsOneOfTheApi() throws IOException {
    var types = apiTypes();
    var wrong = new ArrayList<String>();
    int named = 0;
    for (List<String> row : Table.api.rows()) {
      if (REASON.matcher(row.get(1)).matches()) {
        continue;
      }
      var names = NAME.matcher(row.get(1));
      if (!names.lookingAt()) {
        wrong.add(row.get(0) + " names no method");
      }
      names.reset();
      while (names.find()) {
        named++;
        Class<?> type = types.get(names.group(1));
        if (type == null || !hasMethod(type, names.group(2))) {
          wrong.add(row.get(0) + " " + names.group());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(named >= 150, "methods named: " + named);
  }

  /** The public types of the API packages by their simple names. */
  private static Map<String, Class<?>> apiTypes() throws IOException {
    var types = new HashMap<String, Class<?>>();
    Path root = Path.of("src/main/java");
    try (Stream<Path> files = Files.walk(root.resolve("io/pomelo"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace(".java", "");
        if (name.contains(".impl.") || name.endsWith("-info")) {
          continue;
        }
        try {
          Class<?> type = Class.forName(name, false, TablesTest.class.getClassLoader());
          if (Modifier.isPublic(type.getModifiers())) {
            types.put(type.getSimpleName(), type);
          }
        } catch (ClassNotFoundException e) {
          throw new AssertionError(file + " has no class " + name, e);
        }
      }
    }
    return types;
  }

  /** Whether users can call or implement a method. */
  private static boolean hasMethod(Class<?> type, String name) {
    return Stream.concat(Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
      .anyMatch(method -> method.getName().equals(name)
        && (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
  }
}
