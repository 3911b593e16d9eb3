package io.pomelo.impl;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When a cron runs: an expression that was checked field by field, so that a wrong one is refused
 * with the field and its value (H36). Immutable.
 */
final class CronTime {

  /** The dialect of an entry that names none. */
  static final String STANDARD = "standard";
  /** Six fields with months 0 to 11, see {@link PomeloCron}. */
  static final String POMELO = "pomelo";

  private static final List<Field> FIELDS = List.of(new Field("second", "0 to 59"),
    new Field("minute", "0 to 59"), new Field("hour", "0 to 23"),
    new Field("day of month", "1 to 31"), new Field("month", "1 to 12 or JAN to DEC"),
    new Field("day of week", "0 to 7 or SUN to SAT"));
  // Others mean something to the library: nicknames, several expressions in one, special days.
  private static final String CHARACTERS = "[0-9A-Za-z*/,-]+";
  // Whether a date exists must not depend on the day the server is started.
  private static final ZonedDateTime REFERENCE =
    ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final String text;
  private final String dialect;
  private final ExecutionTime execution;

  private CronTime(String text, String dialect, ExecutionTime execution) {
    this.text = text;
    this.dialect = dialect;
    this.execution = execution;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when a field is wrong, or the date never comes; the text has
   *     expression, field and value
   */
  static CronTime parse(String text, String dialect) {
    boolean pomelo = switch (dialect) {
      case STANDARD -> false;
      case POMELO -> true;
      default -> throw new IllegalArgumentException("dialect: \"" + dialect + "\" (expected: "
        + STANDARD + " or " + POMELO + ")");
    };
    String[] fields = text.trim().split("\\s+");
    if (fields.length != FIELDS.size() && (pomelo || fields.length != FIELDS.size() - 1)) {
      throw wrong(text, fields.length + " fields", pomelo ? "six, seconds first"
        : "five, or six with seconds first");
    }
    try {
      return new CronTime(text, dialect, execution(pomelo ? PomeloCron.translate(fields)
        : withSeconds(fields), pomelo));
    } catch (FieldException e) {
      throw wrong(text, e.seen, e.expected);
    }
  }

  private static String[] withSeconds(String[] fields) {
    if (fields.length == FIELDS.size()) {
      return fields;
    }
    var six = new String[FIELDS.size()];
    six[0] = "0";
    System.arraycopy(fields, 0, six, 1, fields.length);
    return six;
  }

  private static ExecutionTime execution(String[] fields, boolean bothDays) {
    var parser = new CronParser(definition(bothDays));
    for (int i = 0; i < fields.length; i++) {
      check(parser, i, fields[i]);
    }
    var execution = ExecutionTime.forCron(parser.parse(String.join(" ", fields)));
    if (execution.nextExecution(REFERENCE).isEmpty()) {
      throw new FieldException("day of month \"" + fields[3] + "\" with month \"" + fields[4]
        + "\" and day of week \"" + fields[5] + "\"", "a date that exists");
    }
    return execution;
  }

  /** Parses a field alone, as the library does not tell which one it does not like. */
  private static void check(CronParser parser, int index, String value) {
    var alone = new String[FIELDS.size()];
    Arrays.fill(alone, "*");
    alone[index] = value;
    try {
      if (value.matches(CHARACTERS)) {
        parser.parse(String.join(" ", alone));
        return;
      }
    } catch (IllegalArgumentException ignored) {
      // Its text names neither field nor syntax; ours does.
    }
    Field field = FIELDS.get(index);
    throw new FieldException(field.name + " \"" + value + "\"", field.range
      + ", as *, a, a-b with a <= b, */n, a/n, a-b/n or a list of these");
  }

  /** In crontab either of the two days will do when both are restricted, in pomelo both must. */
  private static CronDefinition definition(boolean bothDays) {
    var builder = CronDefinitionBuilder.defineCron()
      .withSeconds().withValidRange(0, 59).withStrictRange().and()
      .withMinutes().withValidRange(0, 59).withStrictRange().and()
      .withHours().withValidRange(0, 23).withStrictRange().and()
      .withDayOfMonth().withValidRange(1, 31).withStrictRange().and()
      .withMonth().withValidRange(1, 12).withStrictRange().and()
      .withDayOfWeek().withValidRange(0, 7).withMondayDoWValue(1).withIntMapping(7, 0)
      .withStrictRange().and();
    return (bothDays ? builder.matchDayOfWeekAndDayOfMonth() : builder).instance();
  }

  /** The first time after another one, or nothing when there is none the library can tell. */
  Optional<ZonedDateTime> next(ZonedDateTime from) {
    return execution.nextExecution(from).filter(next -> next.isAfter(from));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronTime time && time.text.equals(text) && time.dialect.equals(dialect);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "\"" + text + "\"" + (dialect.equals(STANDARD) ? "" : " (" + dialect + ")");
  }

  private static IllegalArgumentException wrong(String text, String seen, String expected) {
    return new IllegalArgumentException("time \"" + text + "\": " + seen + " (expected: " + expected
      + ")");
  }

  private record Field(String name, String range) {
  }

  /** A field that is wrong; the caller knows the whole expression. */
  static final class FieldException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String seen;
    private final String expected;

    FieldException(String seen, String expected) {
      super(seen + " (expected: " + expected + ")");
      this.seen = seen;
      this.expected = expected;
    }
  }
}
