package io.pomelo.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.ApplicationOptions;
import io.pomelo.channel.ChannelOptions;
import io.pomelo.channel.PushOptions;
import io.pomelo.client.PomeloClientOptions;
import io.pomelo.connector.ConnectorOptions;
import io.pomelo.connector.PushSchedulerOptions;
import io.pomelo.rpc.RpcOptions;
import io.pomelo.session.SessionOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The reference of all options in the guide is what the code says. After a change of options write
 * it anew with {@code mvn test -Dtest=ConfigurationReferenceTest -Dpomelo.write=true}.
 */
class ConfigurationReferenceTest {

  private static final Path REFERENCE =
    Path.of("src/main/asciidoc/configuration-reference.adoc");
  /** Option classes, and where a game gives them. */
  private static final Map<Class<?>, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put(ApplicationOptions.class,
      "To `Pomelo.createApp`, or as configuration of a `PomeloVerticle`.");
    OPTIONS.put(ConnectorOptions.class, "The setting `connectorConfig` of a frontend.");
    OPTIONS.put(PushSchedulerOptions.class, "The setting `pushSchedulerConfig` of a frontend.");
    OPTIONS.put(SessionOptions.class, "The setting `sessionConfig` of a frontend.");
    OPTIONS.put(ChannelOptions.class, "The setting `channelConfig`.");
    OPTIONS.put(PushOptions.class, "With each push or broadcast.");
    OPTIONS.put(RpcOptions.class, "The setting `proxyConfig` of the calling server, or with a "
      + "call.");
    OPTIONS.put(PomeloClientOptions.class, "To `PomeloClient.connect` and `TestCluster.client`.");
  }

  @Test
  void theReferenceOfTheGuideIsWhatTheCodeSays() throws Exception {
    String reference = reference();
    if (Boolean.getBoolean("pomelo.write")) {
      Files.writeString(REFERENCE, reference);
    }
    assertEquals(reference, Files.readString(REFERENCE), "write it anew: -Dpomelo.write=true");
  }

  private static String reference() throws Exception {
    var text = new StringBuilder("""
      = Reference of all options

      Written from the code by `ConfigurationReferenceTest`; do not edit. In JSON the name of an
      option is that of its setter without `set`, its first letter small. Options marked _Java_
      hold code or take two arguments, and have no such form.
      """);
    for (var entry : OPTIONS.entrySet()) {
      section(text, entry.getKey(), entry.getValue());
    }
    return text.toString();
  }

  private static void section(StringBuilder text, Class<?> type, String where) throws Exception {
    String source = Files.readString(
      Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
    var defaults = (JsonObject) type.getMethod("toJson")
      .invoke(type.getConstructor().newInstance());
    text.append("\n== ").append(type.getSimpleName()).append("\n\n").append(where).append("\n\n")
      .append("[cols=\"3,2,5\",options=\"header\"]\n|===\n| setter | default | meaning\n");
    List<Method> setters = setters(type, source);
    assertTrue(!setters.isEmpty(), type + " without setters");
    for (Method setter : setters) {
      String name = name(setter);
      text.append("\n| `").append(setter.getName()).append('(').append(parameters(setter))
        .append(")`").append(name == null || java(setter, source) ? " _Java_" : "").append('\n')
        .append("| ").append(shown(type, setter, name, defaults)).append('\n')
        .append("| ").append(meaning(type, setter, source)).append(" _Value:_ ")
        .append(value(setter, source)).append(".\n");
    }
    text.append("|===\n");
  }

  /** The fluent setters in the order of the source. */
  private static List<Method> setters(Class<?> type, String source) {
    return Arrays.stream(type.getDeclaredMethods())
      .filter(m -> m.getReturnType() == type && m.getName().matches("(set|add)[A-Z]\\w*"))
      .sorted((a, b) -> place(a, source) - place(b, source)).toList();
  }

  private static int place(Method method, String source) {
    Matcher declared = declaration(method).matcher(source);
    assertTrue(declared.find(), method + " is not found in its source");
    return declared.start();
  }

  private static Pattern declaration(Method method) {
    String parameters = Arrays.stream(method.getParameterTypes())
      .map(p -> "(?:@\\w+ )?" + p.getSimpleName() + "(?:<[^(){}]*>)? \\w+")
      .collect(Collectors.joining(",\\s+"));
    return Pattern.compile("public [^;{}()=]*?\\b" + method.getName() + "\\(\\s*" + parameters
      + "\\)");
  }

  /** The name in JSON, or null when it has none. */
  private static String name(Method setter) {
    if (!setter.getName().startsWith("set") || setter.getParameterCount() != 1) {
      return null;
    }
    return Character.toLowerCase(setter.getName().charAt(3)) + setter.getName().substring(4);
  }

  private static String parameters(Method setter) {
    return Arrays.stream(setter.getParameterTypes()).map(Class::getSimpleName)
      .collect(Collectors.joining(", "));
  }

  private static boolean java(Method setter, String source) {
    String before = source.substring(0, place(setter, source));
    return before.substring(before.lastIndexOf("*/")).contains("@GenIgnore");
  }

  private static String shown(Class<?> type, Method setter, String name, JsonObject defaults)
    throws Exception {
    if (type == ApplicationOptions.class && "env".equals(name)) {
      return "`POMELO_ENV`, else `" + ApplicationOptions.DEFAULT_ENV + "`"; // not this process's
    }
    Object value = name == null ? null : defaults.getValue(name);
    if (value == null) {
      return "none";
    }
    Class<?> kind = setter.getParameterTypes()[0];
    if (value instanceof JsonObject json && kind != JsonObject.class) { // options of Vert.x
      var own = (JsonObject) kind.getMethod("toJson")
        .invoke(kind.getConstructor().newInstance());
      json.fieldNames().removeIf(field -> json.getValue(field).equals(own.getValue(field)));
      return json.isEmpty() ? "those of Vert.x" : "those of Vert.x, but `" + json.encode() + "`";
    }
    return "`" + (value instanceof String string ? string : Json.encode(value)) + "`";
  }

  /** The first sentence of the getter, or of the method itself when it has none. */
  private static String meaning(Class<?> type, Method setter, String source) {
    if (name(setter) == null) {
      return firstSentence(comment(source, place(setter, source)));
    }
    String property = setter.getName().substring(3);
    Matcher getter = Pattern.compile("public [^;{}()=]*?\\b(?:get|is)" + property + "\\(\\)")
      .matcher(source);
    assertTrue(getter.find(), type + " has no getter of " + property);
    return firstSentence(comment(source, getter.start()));
  }

  /** What the setter says of its last parameter. */
  private static String value(Method setter, String source) {
    String comment = comment(source, place(setter, source));
    Matcher last = Pattern.compile(".*@param \\w+ (.*?)(?= @|$)").matcher(comment);
    assertTrue(last.find(), setter + " without @param");
    return plain(last.group(1));
  }

  private static String comment(String source, int declaration) {
    int from = source.lastIndexOf("/**", declaration);
    return source.substring(from + 3, source.indexOf("*/", from))
      .replaceAll("\\s*\\n\\s*\\*", " ").replaceAll("\\s+", " ").strip();
  }

  private static String firstSentence(String comment) {
    Matcher sentence = Pattern.compile("^(.*?\\.)(?: (?=[A-Z@<])|$)").matcher(comment);
    assertTrue(sentence.find(), "no sentence: " + comment);
    return plain(sentence.group(1));
  }

  /** A comment as AsciiDoc. */
  private static String plain(String comment) {
    return comment.replaceAll("\\{@link #(\\w+)(?:\\([^)]*\\))?}", "`$1`")
      .replaceAll("\\{@link (?:[\\w.]+\\.)?(\\w+)#(\\w+)(?:\\([^)]*\\))?}", "`$1.$2`")
      .replaceAll("\\{@link (?:[\\w.]+\\.)?(\\w+)}", "`$1`")
      .replaceAll("\\{@code ((?:[^{}]|\\{[^{}]*})*)}", "`+$1+`") // as it is, stars included
      .replace("|", "\\|");
  }
}
