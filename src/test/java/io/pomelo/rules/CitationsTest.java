package io.pomelo.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers that comments cite (D15, P5, H17, wire reference 3.5) are explained in the documents. */
class CitationsTest {

  private static final Path DOCUMENTS = Path.of("src/main/asciidoc");
  private static final Pattern WRAPPED = Pattern.compile("\\s*\\n\\s*(?:\\*|//)?\\s*");
  private static final Pattern NUMBER = Pattern.compile("[DHP]?\\d+(?:\\.\\d+)?");
  private static final Pattern SECTIONS = Pattern.compile(
    "(?:[Ww]ire (?:protocol )?reference|\\b[Ss]ections?),?(?: sections?)? "
      + "(N(?:(?:, | and | to )N)*)".replace("N", NUMBER.pattern()));

  /** A kind of number, how it is cited, and where and how it is explained. */
  enum Kind {
    DECISION("\\b(D\\d+)\\b", "product-decisions.adoc", "^\\| (D\\d+)$", 30),
    PROMISE("\\b[Pp]romises? (P\\d)\\b", "product-decisions.adoc", "^\\| (P\\d)$", 10),
    HAZARD("\\b(H\\d+)\\b", "hazards.adoc", "^\\| (H\\d+)$", 35),
    SECTION(SECTIONS.pattern(), "wire.adoc", "^={2,3} (\\d+(?:\\.\\d+)?) ", 40);

    private final Pattern citation;
    private final Path document;
    private final Pattern explanation;
    private final int atLeast;

    Kind(String citation, String document, String explanation, int atLeast) {
      this.citation = Pattern.compile(citation);
      this.document = DOCUMENTS.resolve(document);
      this.explanation = Pattern.compile(explanation, Pattern.MULTILINE);
      this.atLeast = atLeast;
    }
  }

  @Test
  void everyNumberThatIsCitedIsExplained() throws IOException {
    var sources = sources("src/main/java", "src/test/java");
    for (Kind kind : Kind.values()) {
      Set<String> explained = kind.explanation.matcher(Files.readString(kind.document)).results()
        .map(found -> found.group(1)).collect(Collectors.toSet());
      var missing = new ArrayList<String>();
      var cited = new ArrayList<String>();
      sources.forEach((file, text) -> kind.citation.matcher(WRAPPED.matcher(text).replaceAll(" "))
        .results().flatMap(found -> NUMBER.matcher(found.group(1)).results())
        .map(MatchResult::group).peek(cited::add).filter(number -> !explained.contains(number))
        .forEach(number -> missing.add(file + ": " + number)));
      assertEquals(List.of(), missing, kind + " in " + kind.document);
      assertTrue(cited.size() >= kind.atLeast, kind + " is cited " + cited.size() + " times");
    }
  }

  @Test
  void everyTestThatShowsADecisionExists() throws IOException {
    var tests = sources("src/test/java");
    var names = Pattern.compile("`(\\w+Test)\\.(\\w+)`")
      .matcher(Files.readString(Kind.DECISION.document)).results().toList();
    assertEquals(List.of(), names.stream().filter(name -> tests.entrySet().stream()
      .noneMatch(test -> test.getKey().endsWith("/" + name.group(1) + ".java")
        && test.getValue().contains(" void " + name.group(2) + "(")))
      .map(MatchResult::group).toList());
    assertTrue(names.size() > 25, "tests: " + names.size());
  }

  private static TreeMap<String, String> sources(String... roots) throws IOException {
    var sources = new TreeMap<String, String>();
    for (String root : roots) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.put(file.toString(), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
