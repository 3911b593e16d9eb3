package io.pomelo.rx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept out of the generated API is listed, with its reason, in a decision. */
class ExclusionsTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Path DECISION =
    Path.of("src/main/asciidoc/decisions/008-what-other-languages-get.adoc");
  /** The annotation, then the first name before a parenthesis that is no annotation's. */
  private static final Pattern MEMBER = Pattern.compile("@GenIgnore(?:\\([\\w.]+\\))?\\s"
    + "(?:\\s*@\\w+(?:\\([\\w.]+\\))?\\s)*[^(;]*?(\\w+)\\(");
  private static final Pattern INTERFACE =
    Pattern.compile("^public interface (\\w+)", Pattern.MULTILINE);

  @Test
  void everyMemberThatIsLeftOutIsListedAndNoOther() throws IOException {
    var seen = new TreeSet<String>();
    for (Path file : sources()) {
      Matcher member = MEMBER.matcher(Files.readString(file));
      while (member.find()) {
        seen.add(typeOf(file) + "." + member.group(1));
      }
    }
    assertFalse(seen.isEmpty());
    assertEquals(seen, listed("`([A-Z]\\w+\\.\\w+)`"));
  }

  @Test
  void everyInterfaceThatIsLeftOutIsListedAndNoOther() throws IOException {
    var seen = new TreeSet<String>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      if (!file.toString().contains("impl") && INTERFACE.matcher(text).find()
        && !text.contains("@VertxGen")) {
        seen.add(typeOf(file));
      }
    }
    Set<String> listed = listed("(?m)^\\* (`[A-Z]\\w+`(?:, `[A-Z]\\w+`)*):");
    var names = new TreeSet<String>();
    listed.forEach(line -> names.addAll(List.of(line.replace("`", "").split(", "))));
    assertEquals(seen, names);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN)) {
      return new ArrayList<>(files.filter(file -> file.toString().endsWith(".java")).toList());
    }
  }

  private static String typeOf(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static Set<String> listed(String pattern) throws IOException {
    var found = new TreeSet<String>();
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(DECISION));
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
