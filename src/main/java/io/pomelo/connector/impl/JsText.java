package io.pomelo.connector.impl;

import io.pomelo.protocol.WireText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * JSON text as {@code JSON.stringify} of JavaScript writes it, for texts that are signed (wire
 * reference 3.6): keys that are whole numbers first and ascending, numbers in their shortest form,
 * no spaces, only the escapes that must be.
 */
final class JsText {

  /** Keys above are text to JavaScript too. */
  private static final long MAX_INDEX = 0xFFFF_FFFEL;
  private static final int MAX_INDEX_DIGITS = 10;
  /** Whole numbers above are rounded by JavaScript. */
  private static final long MAX_EXACT = 1L << 53;

  private final StringBuilder text = new StringBuilder();

  private JsText() {
  }

  /**
   * Writes a value.
   *
   * @param value maps, lists, texts, numbers, booleans and null
   * @return its text
   */
  static String of(Object value) {
    var writer = new JsText();
    writer.write(value);
    return writer.text.toString();
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      var separator = '[';
      for (var element : list) {
        text.append(separator);
        write(element);
        separator = ',';
      }
      text.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof String string) {
      WireText.quote(string, text);
    } else if (value instanceof Number number) {
      number(number);
    } else {
      text.append(value);
    }
  }

  private void object(Map<?, ?> map) {
    var indexes = new ArrayList<String>();
    var names = new ArrayList<String>();
    for (var key : map.keySet()) {
      var name = (String) key;
      (isIndex(name) ? indexes : names).add(name);
    }
    indexes.sort(Comparator.comparingLong(Long::parseLong));
    indexes.addAll(names);
    var separator = '{';
    for (var name : indexes) {
      text.append(separator);
      WireText.quote(name, text);
      text.append(':');
      write(map.get(name));
      separator = ',';
    }
    text.append(map.isEmpty() ? "{}" : "}");
  }

  private static boolean isIndex(String name) {
    if (name.isEmpty() || name.length() > MAX_INDEX_DIGITS
      || name.charAt(0) == '0' && name.length() > 1) {
      return false;
    }
    return name.chars().allMatch(c -> c >= '0' && c <= '9') && Long.parseLong(name) <= MAX_INDEX;
  }

  private void number(Number number) {
    if (number instanceof Integer
      || number instanceof Long whole && whole >= -MAX_EXACT && whole <= MAX_EXACT) {
      text.append(number);
      return;
    }
    var value = number.doubleValue();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      text.append("null");
      return;
    }
    if (value == 0) {
      text.append('0');
      return;
    }
    var size = Math.abs(value);
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (size >= 1e-6 && size < 1e21) {
      text.append(decimal.toPlainString());
      return;
    }
    var digits = decimal.unscaledValue().abs().toString();
    var exponent = digits.length() - 1 - decimal.scale();
    text.append(value < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent));
  }
}
