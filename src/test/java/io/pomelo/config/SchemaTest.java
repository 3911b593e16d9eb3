package io.pomelo.config;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.Application;
import io.pomelo.ApplicationOptions;
import io.pomelo.Pomelo;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the schemas for editors against the shipped files, and against wrong ones. */
@ExtendWith(VertxExtension.class)
class SchemaTest {

  private static final Path CONF = Path.of("conf");

  static Stream<Path> shipped() throws IOException {
    var files = new ArrayList<Path>();
    for (Path dir : List.of(CONF, Path.of("examples/chat/conf"),
      Path.of("examples/conformance/conf"))) {
      try (Stream<Path> all = Files.list(dir)) {
        all.filter(file -> file.toString().endsWith(".json")).forEach(files::add);
      }
    }
    return files.stream();
  }

  private static OutputUnit validate(String file, Object document) throws IOException {
    String name = file.endsWith("Protos.json") ? "protos" : file.replace(".json", "");
    var schema = new JsonObject(Files.readString(CONF.resolve("schema/" + name + ".schema.json")));
    return Validator.create(JsonSchema.of(schema), new JsonSchemaOptions()
      .setBaseUri("https://localhost/").setDraft(Draft.DRAFT202012)
      .setOutputFormat(OutputFormat.Basic)).validate(document);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedFileIsValid(Path file) throws IOException {
    OutputUnit result = validate(file.getFileName().toString(),
      Json.decodeValue(Files.readString(file)));

    assertTrue(result.getValid(), () -> file + ": " + result.toJson());
  }

  @ParameterizedTest
  @ValueSource(strings = {"development", "production"})
  void theSampleIsAcceptedByTheServer(String env, Vertx vertx) throws Exception {
    ApplicationOptions options = Pomelo.load(vertx, new ApplicationOptions().setEnv(env))
      .await(10, SECONDS);

    Application app = Pomelo.createApp(vertx, options.setServerId("gate-1"));

    assertEquals(env.equals("production") ? 10 : 6, app.getServersFromConfig().size());
    assertEquals("master-server-1", app.getMaster().getId());
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
    "servers.json | {\"chat\": [{\"id\": \"a\", \"area\": 7, \"port\": 0}]}",
    "servers.json | {\"dev\": {\"chat\": [{\"clusterCount\": 2, \"port\": \"3000++\"}]}}",
    "servers.json | {\"gate\": [{\"id\": \"a\", \"frontend\": false}]}",
    "master.json | {\"id\": \"m\", \"port\": 3005}",
    "crons.json | {\"chat\": [{\"id\": 1, \"time\": \"0 0 1 JAN *\", \"action\": \"a.b\"}]}",
    "crons.json | {\"dialect\": \"pomelo\", \"development\": {\"chat\": []}}",
    "dictionary.json | {}",
    "serverProtos.json | {\"message A\": {\"repeated int32 b\": 1}, \"on\": {\"message B\": {}}}"})
  void aRightDocumentIsValid(String file, String document) throws IOException {
    OutputUnit result = validate(file, Json.decodeValue(document));

    assertTrue(result.getValid(), () -> document + ": " + result.toJson());
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
    "servers.json | []",
    "servers.json | {\"chat\": {\"id\": \"a\"}}",
    "servers.json | {\"chat\": [{}]}",
    "servers.json | {\"chat\": [{\"id\": \" \"}]}",
    "servers.json | {\"gate\": [{\"id\": \"a\", \"clientPort\": \"abc\"}]}",
    "servers.json | {\"gate\": [{\"id\": \"a\", \"clientPort\": 65536}]}",
    "servers.json | {\"gate\": [{\"id\": \"a\", \"clientPort\": \"3000++\"}]}",
    "servers.json | {\"gate\": [{\"id\": \"a\", \"frontend\": true}]}",
    "servers.json | {\"gate\": [{\"id\": \"a\", \"frontend\": \"yes\"}]}",
    "servers.json | {\"gate\": [{\"id\": \"a\", \"max-connections\": 0}]}",
    "servers.json | {\"dev\": {\"gate\": [{\"clusterCount\": -1}]}}",
    "master.json | {\"id\": 5}",
    "master.json | {\"development\": {\"id\": \"m\", \"port\": 70000}}",
    "crons.json | {\"chat\": [{\"id\": 1, \"time\": \"* * * *\", \"action\": \"a.b\"}]}",
    "crons.json | {\"chat\": [{\"id\": 1, \"time\": \"@daily\", \"action\": \"a.b\"}]}",
    "crons.json | {\"chat\": [{\"id\": 1, \"time\": \"* * * * *\", \"action\": \"run\"}]}",
    "crons.json | {\"chat\": [{\"time\": \"* * * * *\", \"action\": \"a.b\"}]}",
    "crons.json | {\"chat\": [{\"id\": 1, \"time\": \"* * * * *\", \"action\": \"a.b\", \"\": 1}]}",
    "crons.json | {\"dialect\": \"quartz\", \"chat\": []}",
    "dictionary.json | [\"onChat\", 7]",
    "dictionary.json | {\"onChat\": 1}",
    "serverProtos.json | {\"onChat\": 1}",
    "serverProtos.json | {\"onChat\": {\"required string a\": 0}}",
    "clientProtos.json | {\"onChat\": {\"required string a\": \"1\"}}",
    "clientProtos.json | {\"onChat\": {\"needed string a\": 1}}"})
  void aWrongDocumentIsNot(String file, String document) throws IOException {
    assertFalse(validate(file, Json.decodeValue(document)).getValid(), document);
  }

  @Test
  void everySchemaIsTested() throws IOException {
    try (Stream<Path> all = Files.list(CONF.resolve("schema"))) {
      assertEquals(List.of("crons", "dictionary", "master", "protos", "servers"),
        all.map(file -> file.getFileName().toString().replace(".schema.json", "")).sorted()
          .toList());
    }
  }
}
