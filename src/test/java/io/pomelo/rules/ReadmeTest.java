package io.pomelo.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows as code is code that compiles and runs. */
class ReadmeTest {

  private static final Path SOURCES = Path.of("src/test/java/examples");

  @Test
  void theChatServerOfTheReadmeIsTheOneThatIsTested() throws IOException {
    shows("public final class Chat ", "Chat.java");
  }

  @Test
  void theTestOfTheReadmeIsTheOneThatRuns() throws IOException {
    shows("@ExtendWith(VertxExtension.class)\nclass ChatTest ", "ChatTest.java");
  }

  private static void shows(String begin, String file) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String source = Files.readString(SOURCES.resolve(file));
    int from = readme.indexOf(begin);
    assertTrue(from >= 0, "README.md shows no " + begin);
    String shown = readme.substring(from, readme.indexOf("\n```", from));
    assertEquals(source.substring(source.indexOf(begin)).strip(), shown.strip());
  }
}
