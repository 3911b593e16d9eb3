package io.pomelo.examples.conformance;

import org.junit.jupiter.api.Test;

/** Section 5.1 of the page, and what 5.2 and 5.3 say of the area server. */
class PlayHandlerTest extends ConformanceTest {

  @Test
  void answersWhereItRanAndForWhom() {
    answers("{'code': 200, 'at': 'area-1', 'uid': null}", client("conn-main"),
      "area.playHandler.ok");
    answers("{'code': 200, 'at': 'area-1', 'uid': 'ann'}", user("conn-plain", "ann"),
      "area.playHandler.ok");
    answers("{'code': 200, 'at': 'area-1', 'uid': 3}", user("conn-dict", 3),
      "area.playHandler.ok");
  }

  @Test
  void tellsTheMessageOfAnError() {
    answers("{'code': 555, 'why': 'no luck 你好'}", client("conn-main"), "area.playHandler.fail",
      "{'why': 'no luck 你好'}");
  }

  @Test
  void tellsThatAFilterRefused() {
    answers("{'code': 555, 'why': 'refused by filter'}", client("conn-main"),
      "area.playHandler.ok", "{'filter': 'deny'}");
  }

  @Test
  void sendsAnAnswerWithACodeThoughAnAfterFilterFails() {
    answers("{'code': 200, 'at': 'area-1', 'uid': null}", client("conn-main"),
      "area.playHandler.ok", "{'filter': 'afterErr'}");
  }
}
