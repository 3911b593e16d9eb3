package io.pomelo.connector.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsTextTest {

  /** The right side is what {@code JSON.stringify(JSON.parse(left))} gives. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
    {"b":1,"4294967294":2,"4294967295":3,"10":4,"9":5} \
    | {"9":5,"10":4,"4294967294":2,"b":1,"4294967295":3}
    {"01":1,"-1":2,"0":3} | {"0":3,"01":1,"-1":2}
    {"a":9007199254740992} | {"a":9007199254740992}
    {"a":9007199254740993} | {"a":9007199254740992}
    {"a":-12345678901234567890} | {"a":-12345678901234567000}
    {"a":1234567890123456789012} | {"a":1.2345678901234568e+21}
    """)
  void writesAsJavaScriptDoes(String json, String expected) {
    assertEquals(expected, JsText.of(new JsonObject(json).getMap()));
  }
}
