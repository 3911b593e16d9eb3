package io.pomelo.protocol.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.Versions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoSchemaTest {

  static ProtoSchema schema(String json) {
    return ProtoSchema.parse(new JsonObject(json.replace('\'', '"')).getMap());
  }

  private static String text(ProtoSchema schema) {
    return new JsonObject(schema.parsed()).encode().replace('"', '\'');
  }

  @Test
  void theParsedFormIsTheOneOfTheReference() {
    var schema = schema("{'onMove':{'required uInt32 entityId':1,"
      + "'message Path':{'required uInt32 x':1},'repeated Path path':2}}");
    assertEquals("{'onMove':{"
      + "'entityId':{'option':'required','type':'uInt32','tag':1},"
      + "'path':{'option':'repeated','type':'Path','tag':2},"
      + "'__messages':{'Path':{'x':{'option':'required','type':'uInt32','tag':1},"
      + "'__messages':{},'__tags':{'1':'x'}}},"
      + "'__tags':{'1':'entityId','2':'path'}}}", text(schema));
  }

  @Test
  void theVersionOfParsedSchemasIsTheOneOfTheReference() {
    var client = schema("{'chat.chatHandler.send':{"
      + "'required string content':1,'required string target':2}}");
    var server = schema("{'onChat':{"
      + "'required string msg':1,'required string from':2,'optional string target':3}}");
    assertEquals("L1WfaUno8MG99RRF7XWFZQ==", Versions.of(
      new JsonObject(client.parsed()).encode(), new JsonObject(server.parsed()).encode()));
  }

  @Test
  void tagsAreInTheOrderOfTheirNumbersAsJavaScriptHasThem() {
    var schema = schema("{'r':{'optional uInt32 b':10,'optional uInt32 a':9}}");
    assertEquals("{'r':{'b':{'option':'optional','type':'uInt32','tag':10},"
      + "'a':{'option':'optional','type':'uInt32','tag':9},"
      + "'__messages':{},'__tags':{'9':'a','10':'b'}}}", text(schema));
  }

  @Test
  void keysOfAnotherFormAndTakenTagsAreLeftOut() {
    var schema = schema("{'r':{'required uInt32 a':1,'optional uInt32 again':1,"
      + "'optional  uInt32 twoSpaces':2,'optional uInt32 b ':3,'uInt32 noOption':4,"
      + "'sometimes uInt32 c':5,'message':{},'message A B':{},'// note':'x'}}");
    assertEquals("{'r':{'a':{'option':'required','type':'uInt32','tag':1},"
      + "'__messages':{},'__tags':{'1':'a'}}}", text(schema));
  }

  @Test
  void sharedMessagesAreParsedButAreNoRoutes() {
    var schema = schema("{'message Pos':{'required double x':1},'r':{'optional Pos at':1}}");
    assertTrue(schema.has("r"));
    assertFalse(schema.has("message Pos"));
    assertFalse(schema.has("Pos"));
    assertTrue(schema.parsed().containsKey("message Pos"));
  }

  @Test
  void aNestedMessageGoesBeforeASharedOne() {
    var schema = schema("{'message P':{'required string s':1},"
      + "'r':{'message P':{'required uInt32 n':1},'required P p':1},"
      + "'q':{'required P p':1}}");
    assertEquals(Map.of("p", Map.of("n", 1)),
      ProtoDecoder.decode(schema, "r", new byte[] {0x0a, 2, 0x08, 1}));
    assertEquals(Map.of("p", Map.of("s", "")),
      ProtoDecoder.decode(schema, "q", new byte[] {0x0a, 2, 0x0a, 0}));
  }

  @Test
  void messagesFurtherOutAreNotSearched() {
    var refusal = assertThrows(IllegalArgumentException.class,
      () -> schema("{'r':{'message Far':{'optional uInt32 x':1},"
        + "'message Near':{'optional Far far':1},'optional Near near':1}}"));
    assertTrue(refusal.getMessage().startsWith("schema \"r\", field Near.far: type Far, expected"),
      refusal.getMessage());
  }

  @Test
  void aMessageMayHoldItself() {
    var schema = schema("{'message Node':{'optional Node next':1},'r':{'optional Node node':1}}");
    assertEquals(Map.of("node", Map.of("next", Map.of())),
      ProtoDecoder.decode(schema, "r", new byte[] {0x0a, 2, 0x0a, 0}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bool", "uInt64", "sInt64", "bytes", "uint32", "Missing", ""})
  void aTypeThatDoesNotExistIsRefusedWithRouteAndField(String type) {
    var refusal = assertThrows(IllegalArgumentException.class,
      () -> schema("{'a.b.c':{'optional " + type + " flag':1}}"));
    assertTrue(refusal.getMessage().startsWith(
      "schema \"a.b.c\", field flag: type " + type + ", expected uInt32"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "536870912", "'1'", "null", "true", "{}"})
  void aTagThatCannotBeIsRefused(String tag) {
    var refusal = assertThrows(IllegalArgumentException.class,
      () -> schema("{'a.b.c':{'optional uInt32 n':" + tag + "}}"));
    assertTrue(refusal.getMessage().contains("a.b.c"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("optional uInt32 n"), refusal.getMessage());
  }

  @Test
  void anEntryThatIsNoObjectIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> schema("{'r':1}"));
    assertThrows(IllegalArgumentException.class, () -> schema("{'r':{'message M':'x'}}"));
  }

  @Test
  void theEmptySchemaHasNoRoutes() {
    assertEquals(Map.of(), ProtoSchema.empty().parsed());
    assertFalse(ProtoSchema.empty().has(""));
  }
}
