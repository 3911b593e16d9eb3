package io.pomelo.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.channel.Channel;
import io.pomelo.channel.ChannelService;
import io.pomelo.session.BackendSessionService;
import io.pomelo.session.FrontendSession;
import io.pomelo.session.SessionService;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The user guide: what it includes and what it names exists, and it names the whole API. */
class GuideTest {

  private static final Path GUIDE = Path.of("src/main/asciidoc");
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern INCLUDE =
    Pattern.compile("^include::([^\\[\\n]+)\\[(?:tags?=([\\w;]+))?[^\\]]*]$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)[.#](\\w+)(?:\\([^`]*)?`");
  private static final Pattern ON_APP = Pattern.compile("`app\\.(\\w+)\\(");
  private static final Pattern XREF = Pattern.compile("xref:([\\w-]+\\.adoc)|link:([\\w/.-]+)\\[");
  /** The API a game calls, all of it to be found in the guide. */
  private static final List<Class<?>> TOLD = List.of(Application.class, SessionService.class,
    FrontendSession.class, BackendSessionService.class, ChannelService.class, Channel.class);

  /** They are no chapters of the guide, and have rules of their own. */
  private static final Set<String> TABLES = Set.of("api.adoc", "behaviours.adoc", "hazards.adoc",
    "product-decisions.adoc", "wire.adoc");

  private static final Map<String, String> CHAPTERS = new TreeMap<>();
  private static final Map<String, Class<?>> TYPES = new HashMap<>();

  @BeforeAll
  static void read() throws Exception {
    try (Stream<Path> files = Files.list(GUIDE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".adoc")).toList()) {
        String name = file.getFileName().toString();
        if (!TABLES.contains(name)) {
          CHAPTERS.put(name, Files.readString(file));
        }
      }
    }
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String name = SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.');
        if (!name.contains(".impl.") && !name.endsWith("-info")) {
          Class<?> type = Class.forName(name);
          if (Modifier.isPublic(type.getModifiers())) {
            TYPES.put(type.getSimpleName(), type);
          }
        }
      }
    }
  }

  @Test
  void everyChapterIsInTheIndex() {
    var included = new TreeSet<>(List.of("index.adoc"));
    INCLUDE.matcher(CHAPTERS.get("index.adoc")).results().forEach(r -> included.add(r.group(1)));
    assertEquals(CHAPTERS.keySet(), included);
  }

  @Test
  void everyIncludeAndItsTagExist() throws IOException {
    var missing = new ArrayList<String>();
    int tags = 0;
    for (var chapter : CHAPTERS.entrySet()) {
      for (var include : INCLUDE.matcher(chapter.getValue()).results().toList()) {
        Path file = GUIDE.resolve(include.group(1)).normalize();
        if (!Files.exists(file)) {
          missing.add(chapter.getKey() + ": " + file);
        } else if (include.group(2) != null) {
          tags++;
          String source = Files.readString(file);
          int begin = source.indexOf("// tag::" + include.group(2) + "[]");
          if (begin < 0 || source.indexOf("// end::" + include.group(2) + "[]") < begin) {
            missing.add(chapter.getKey() + ": " + include.group());
          }
        }
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(tags > 30, "snippets: " + tags);
  }

  @Test
  void everyTagIsShown() throws IOException {
    var unused = new ArrayList<String>();
    String all = String.join("\n", CHAPTERS.values());
    try (Stream<Path> files = Files.list(Path.of("src/test/java/examples/guide"))) {
      for (Path file : files.toList()) {
        Pattern.compile("// tag::(\\w+)\\[]").matcher(Files.readString(file)).results()
          .map(tag -> file.getFileName() + "[tags=" + tag.group(1) + "]")
          .filter(tag -> !all.contains("/" + tag)).forEach(unused::add);
      }
    }
    assertEquals(List.of(), unused);
  }

  @Test
  void everyLinkLeadsToAFile() {
    var missing = new ArrayList<String>();
    CHAPTERS.forEach((name, text) -> XREF.matcher(text).results()
      .map(link -> link.group(1) != null ? link.group(1) : link.group(2))
      .filter(link -> !Files.exists(GUIDE.resolve(link)))
      .forEach(link -> missing.add(name + ": " + link)));
    assertEquals(List.of(), missing);
  }

  @Test
  void everyReferenceIsTheTitleOfAChapter() {
    var titles = new TreeSet<String>();
    CHAPTERS.values().forEach(text -> titles.add(text.substring(2, text.indexOf('\n'))));
    var missing = new ArrayList<String>();
    CHAPTERS.forEach((name, text) -> Pattern.compile("<<([^>]+)>>").matcher(text).results()
      .filter(reference -> !titles.contains(reference.group(1)))
      .forEach(reference -> missing.add(name + ": " + reference.group())));
    assertEquals(List.of(), missing);
  }

  @Test
  void everyMemberThatIsNamedExists() {
    var missing = new ArrayList<String>();
    int named = 0;
    for (var chapter : CHAPTERS.entrySet()) {
      for (var name : NAME.matcher(chapter.getValue()).results().toList()) {
        named++;
        Class<?> type = typeOf(name.group(1));
        if (type == null || !has(type, name.group(2))) {
          missing.add(chapter.getKey() + ": " + name.group());
        }
      }
      ON_APP.matcher(chapter.getValue()).results()
        .filter(call -> !has(Application.class, call.group(1)))
        .forEach(call -> missing.add(chapter.getKey() + ": " + call.group()));
    }
    assertEquals(List.of(), missing);
    assertTrue(named > 40, "names: " + named);
  }

  @Test
  void everyMethodOfTheApiIsTold() {
    String all = String.join("\n", CHAPTERS.values());
    var untold = new TreeSet<String>();
    for (Class<?> type : TOLD) {
      for (Method method : type.getMethods()) {
        if (!Pattern.compile("\\b" + method.getName() + "\\b").matcher(all).find()) {
          untold.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    assertEquals(List.of(), List.copyOf(untold));
  }

  private static Class<?> typeOf(String name) {
    if (TYPES.containsKey(name)) {
      return TYPES.get(name);
    }
    for (String origin : List.of("io.vertx.core.", "io.vertx.core.json.",
      "io.vertx.serviceproxy.")) {
      try {
        return Class.forName(origin + name);
      } catch (ClassNotFoundException e) {
        // The next one.
      }
    }
    return null;
  }

  private static boolean has(Class<?> type, String member) {
    return Arrays.stream(type.getMethods()).map(Method::getName).anyMatch(member::equals)
      || Arrays.stream(type.getDeclaredMethods())
        .anyMatch(m -> Modifier.isProtected(m.getModifiers()) && m.getName().equals(member))
      || Arrays.stream(type.getFields()).map(Field::getName).anyMatch(member::equals);
  }
}
