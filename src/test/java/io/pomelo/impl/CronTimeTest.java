package io.pomelo.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTimeTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "* * * * *            | 2026-03-10T10:21",
    "*/15 * * * *         | 2026-03-10T10:30",
    "30 8 * * *           | 2026-03-11T08:30",
    "*/10 * * * * *       | 2026-03-10T10:20:40",
    "0 0/15 8 * * *       | 2026-03-11T08:00",
    "0 0 1 1 *            | 2027-01-01T00:00",
    "0 0 1 JAN *          | 2027-01-01T00:00",
    "0 12 * * MON-FRI     | 2026-03-10T12:00",
    "0 12 * * 0           | 2026-03-15T12:00",
    "0 12 * * 7           | 2026-03-15T12:00",
    "0 0 29 2 *           | 2028-02-29T00:00",
    "5,50-58/4 10 * * *   | 2026-03-10T10:50",
    // Either day, as in crontab: the 13th is a Friday then, the 20th too.
    "0 0 14 * FRI         | 2026-03-13T00:00"})
  void standardExpressionsHaveMonthsFromOneAndSecondsFirstIfAny(String time, String next) {
    assertEquals(LocalDateTime.parse(next), next(time, CronTime.STANDARD));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "0 0/15 8 * * *       | 2026-03-11T08:00",
    "10/20 * * * * *      | 2026-03-10T10:20:50",
    "0 0 0 1 0 *          | 2027-01-01T00:00",
    "0 0 0 1 11 *         | 2026-12-01T00:00",
    "0 0 0 1 1/6 *        | 2026-08-01T00:00",
    "0 0 24 * * *         | 2026-03-11T00:00",
    "0 5 20-24 * * *      | 2026-03-10T20:05",
    "0 5 8/16 * * *       | 2026-03-11T00:05",
    // Both days: the next 13th that is a Friday, and the one after.
    "0 0 0 14 * 6         | 2026-03-14T00:00",
    "0 0 0 13 10 5        | 2026-11-13T00:00",
    "1-3,50 20 10 * * *   | 2026-03-10T10:20:50"})
  void pomelosExpressionsHaveMonthsFromZeroAndBothDaysMatch(String time, String next) {
    assertEquals(LocalDateTime.parse(next), next(time, CronTime.POMELO));
  }

  @Test
  void aQuarterOfAnHourIsFourTimesAnHourEveryDay() {
    var time = CronTime.parse("0 0/15 8 * * *", CronTime.POMELO);
    var runs = new ArrayList<String>();

    var from = ZonedDateTime.of(2026, 3, 10, 8, 0, 0, 0, BERLIN).minusNanos(1);
    for (int i = 0; i < 5; i++) {
      from = time.next(from).orElseThrow();
      runs.add(from.toLocalDateTime().toString());
    }

    assertEquals(List.of("2026-03-10T08:00", "2026-03-10T08:15", "2026-03-10T08:30",
      "2026-03-10T08:45", "2026-03-11T08:00"), runs);
  }

  @Test
  void aTimeThatSummerTimeSkipsIsLeftOut() {
    var time = CronTime.parse("30 2 * * *", CronTime.STANDARD);

    var next = time.next(ZonedDateTime.of(2026, 3, 28, 12, 0, 0, 0, BERLIN)).orElseThrow();

    assertEquals(LocalDateTime.of(2026, 3, 30, 2, 30), next.toLocalDateTime());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "standard | 70 * * * *      | minute \"70\"",
    "standard | 1 2 3 4         | 4 fields",
    "standard | @daily          | 1 fields",
    "standard | 1 2 3 4 5 6 7   | 7 fields",
    "standard | 0 24 * * *      | hour \"24\"",
    "standard | 0 0 0 * *       | day of month \"0\"",
    "standard | 0 0 * 0 *       | month \"0\"",
    "standard | 0 0 * FOO *     | month \"FOO\"",
    "standard | 0 0 * * 8       | day of week \"8\"",
    "standard | 30-10 * * * * * | second \"30-10\"",
    "standard | */0 * * * *     | minute \"*/0\"",
    "standard | 1, * * * *      | minute \"1,\"",
    "standard | 0 0 L * *       | day of month \"L\"",
    "standard | 0 0 ? * *       | day of month \"?\"",
    "standard | 0 0 31 2 *      | day of month \"31\" with month \"2\"",
    "standard | 0 0 31 4,6 *    | a date that exists",
    "pomelo   | 0 * * * *       | 5 fields",
    "pomelo   | */5 * * * * *   | second \"*/5\"",
    "pomelo   | 0 0 25 * * *    | hour \"25\"",
    "pomelo   | 0 0 0 * 12 *    | month \"12\"",
    "pomelo   | 0 0 0 * JAN *   | month \"JAN\"",
    "pomelo   | 0 0 0 * * 7     | day of week \"7\"",
    "pomelo   | 0 5-2 * * * *   | minute \"5-2\"",
    "pomelo   | 0 5/0 * * * *   | minute \"5/0\"",
    "pomelo   | 0 0 24 5 * *    | hour \"24\" with day of month \"5\"",
    "pomelo   | 0 0 0 31 1 *    | a date that exists",
    "quartz   | * * * * *       | dialect: \"quartz\""})
  void aWrongExpressionIsRefusedWithTheField(String dialect, String time, String seen) {
    var refused = assertThrows(IllegalArgumentException.class,
      () -> CronTime.parse(time, dialect));

    assertTrue(refused.getMessage().contains(seen), refused.getMessage());
    assertTrue(refused.getMessage().contains("(expected: "), refused.getMessage());
  }

  @Test
  void oneExpressionInAnotherIsNoField() {
    assertThrows(IllegalArgumentException.class,
      () -> CronTime.parse("0|30 * * * *", CronTime.STANDARD));
    assertThrows(IllegalArgumentException.class,
      () -> CronTime.parse("* * * * *||* * * * *", CronTime.STANDARD));
  }

  private static LocalDateTime next(String time, String dialect) {
    return CronTime.parse(time, dialect)
      .next(ZonedDateTime.of(2026, 3, 10, 10, 20, 30, 0, BERLIN)).orElseThrow().toLocalDateTime();
  }
}
