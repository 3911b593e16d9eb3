package io.pomelo.impl;

import io.pomelo.impl.CronTime.FieldException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Translates pomelo's cron expressions (pomelo-schedule {@code lib/cronTrigger.js};
 * decision D5): second, minute, hour 0 to 24, day of month, month 0 to 11, day of week 0
 * to 6, each {@code *}, {@code a}, {@code a-b}, {@code a/b} (a, a+b, a+2b, ... as in its later
 * versions) or a list of these.
 */
final class PomeloCron {

  private static final int HOUR = 2;
  private static final int DAY_OF_MONTH = 3;
  private static final int MONTH = 4;
  private static final int DAY_OF_WEEK = 5;
  private static final int MIDNIGHT = 24;

  private static final Pattern ITEM = Pattern.compile("([0-9]{1,4})(?:([-/])([0-9]{1,4}))?");
  private static final List<Range> RANGES = List.of(new Range("second", 0, 59),
    new Range("minute", 0, 59), new Range("hour", 0, MIDNIGHT), new Range("day of month", 1, 31),
    new Range("month", 0, 11), new Range("day of week", 0, 6));

  private PomeloCron() {
  }

  /**
   * The six fields in the standard form.
   *
   * @throws FieldException when one is wrong or has no such form
   */
  static String[] translate(String[] fields) {
    var standard = new String[fields.length];
    for (int i = 0; i < fields.length; i++) {
      standard[i] = fields[i].equals("*") ? "*" : text(i, values(RANGES.get(i), fields[i]), fields);
    }
    return standard;
  }

  private static TreeSet<Integer> values(Range range, String field) {
    var values = new TreeSet<Integer>();
    for (String item : field.split(",", -1)) {
      Matcher matcher = ITEM.matcher(item);
      if (!matcher.matches()) {
        throw range.wrong(field);
      }
      int from = Integer.parseInt(matcher.group(1));
      int second = matcher.group(3) == null ? from : Integer.parseInt(matcher.group(3));
      boolean steps = "/".equals(matcher.group(2));
      int to = steps ? range.max : second;
      int step = steps ? second : 1;
      if (from < range.min || to > range.max || from > to || step < 1) {
        throw range.wrong(field);
      }
      for (int value = from; value <= to; value += step) {
        values.add(value);
      }
    }
    return values;
  }

  private static String text(int index, TreeSet<Integer> values, String[] fields) {
    // Hour 24 is the midnight after the day: hour 0 where every day will do.
    if (index == HOUR && values.remove(MIDNIGHT)) {
      for (int day : new int[] {DAY_OF_MONTH, MONTH, DAY_OF_WEEK}) {
        if (!fields[day].equals("*")) {
          throw new FieldException("hour \"" + fields[HOUR] + "\" with " + RANGES.get(day).name
            + " \"" + fields[day] + "\"", "hour 0 of the day after instead of hour 24");
        }
      }
      values.add(0);
    }
    int shift = index == MONTH ? 1 : 0;
    return values.stream().map(value -> String.valueOf(value + shift))
      .collect(Collectors.joining(","));
  }

  private record Range(String name, int min, int max) {

    FieldException wrong(String field) {
      return new FieldException(name + " \"" + field + "\"", min + " to " + max
        + ", as *, a, a-b with a <= b, a/b with b >= 1 or a list of these");
    }
  }
}
