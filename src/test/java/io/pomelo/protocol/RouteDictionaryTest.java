package io.pomelo.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteDictionaryTest {

  private static final List<String> HANDLERS = List.of(
    "gate.gateHandler.queryEntry", "connector.entryHandler.enter",
    "connector.entryHandler.entry", "chat.chatHandler.send");

  @Test
  void theExampleOfTheReferenceHasItsCodesAndItsVersion() {
    var dictionary = RouteDictionary.of(HANDLERS, List.of("onChat", "onAdd", "onLeave"));
    assertEquals(
      List.of("chat.chatHandler.send", "connector.entryHandler.enter",
        "connector.entryHandler.entry", "gate.gateHandler.queryEntry",
        "onChat", "onAdd", "onLeave"),
      List.copyOf(dictionary.routeToCode().keySet()));
    assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), List.copyOf(dictionary.routeToCode().values()));
    assertEquals("onChat", dictionary.codeToRoute().get("5"));
    assertEquals(7, dictionary.codeToRoute().size());
    assertEquals("srWGoh6X6pxAhkZiUryoww==", dictionary.version());
    assertEquals(5, dictionary.code("onChat"));
    assertEquals("chat.chatHandler.send", dictionary.route(1));
    assertFalse(dictionary.isEmpty());
  }

  @Test
  void theOrderOfHandlersDoesNotMatter() {
    var reversed = new ArrayList<>(HANDLERS);
    Collections.reverse(reversed);
    assertEquals(RouteDictionary.of(HANDLERS, List.of("z", "y")).version(),
      RouteDictionary.of(reversed, List.of("z", "y")).version());
    assertNotEquals(RouteDictionary.of(HANDLERS, List.of("z", "y")).version(),
      RouteDictionary.of(HANDLERS, List.of("y", "z")).version());
  }

  @Test
  void whatHasNoCodeIsZeroAndWhatHasNoRouteIsNull() {
    var dictionary = RouteDictionary.of(List.of("a.b.c"), List.of());
    assertEquals(0, dictionary.code("x"));
    assertNull(dictionary.route(0));
    assertNull(dictionary.route(-1));
    assertNull(dictionary.route(2));
    assertNull(dictionary.route(65535));
  }

  @Test
  void aRouteThatOccursTwiceIsWrittenWithTheLaterCodeAndReadWithBoth() {
    var dictionary = RouteDictionary.of(List.of("a.b.c"), List.of("onX", "a.b.c"));
    assertEquals(3, dictionary.code("a.b.c"));
    assertEquals("a.b.c", dictionary.route(1));
    assertEquals("a.b.c", dictionary.route(3));
    assertEquals(Map.of("1", "a.b.c", "2", "onX", "3", "a.b.c"), dictionary.codeToRoute());
  }

  @Test
  void routesAreSortedByUtf16Units() {
    // By code point the order would be the other way round.
    var dictionary = RouteDictionary.of(List.of("\uFF5E", "\uD83D\uDE00"), List.of());
    assertEquals("\uD83D\uDE00", dictionary.route(1));
  }

  @Test
  void theVersionIsOverTheTextThatJavaScriptWrites() {
    var route = "a\"\\/\b\f\n\r\t\u0001\u001f\u4e2d\u007f";
    assertEquals(
      Versions.of("{\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u4e2d\u007f\":1}"),
      RouteDictionary.of(List.of(route), List.of()).version());
  }

  @Test
  void theEmptyDictionaryHasTheVersionOfAnEmptyMap() {
    assertTrue(RouteDictionary.empty().isEmpty());
    assertEquals(Versions.of("{}"), RouteDictionary.empty().version());
    assertEquals(0, RouteDictionary.empty().code("a.b.c"));
  }

  @Test
  void moreRoutesThanCodesAreRefused() {
    var routes = Collections.nCopies(65536, "r");
    assertThrows(
      IllegalArgumentException.class, () -> RouteDictionary.of(List.of(), routes));
    assertEquals(65535, RouteDictionary.of(List.of(), routes.subList(1, 65536)).code("r"));
  }

  @Test
  void theMapsCannotBeChanged() {
    var dictionary = RouteDictionary.of(HANDLERS, List.of());
    assertThrows(
      UnsupportedOperationException.class, () -> dictionary.routeToCode().put("x", 9));
    assertThrows(
      UnsupportedOperationException.class, () -> dictionary.codeToRoute().clear());
  }
}
