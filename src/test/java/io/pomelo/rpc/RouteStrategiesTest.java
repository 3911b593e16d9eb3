package io.pomelo.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pomelo.cluster.ServerInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteStrategiesTest {

  private static final List<ServerInfo> SERVERS = List.of(
    new ServerInfo().setId("s0"), new ServerInfo().setId("s1"), new ServerInfo().setId("s2"));

  @ParameterizedTest
  @CsvSource({"'', 0", "1, -2082672713", "abc, 891568578", "10001, 12275155",
    "changchang, -1385849486", "你好, 177239257"})
  void theChecksumIsThatOfPomelo(String text, int checksum) {
    assertEquals(checksum, RouteStrategies.checksum(text));
  }

  @ParameterizedTest
  @CsvSource({"'', s0", "1, s2", "abc, s0", "10001, s1", "changchang, s2", "你好, s1"})
  void theServerIsTheAbsoluteChecksumModuloTheirNumber(String uid, String server) {
    assertEquals(server, RouteStrategies.crc32(uid, SERVERS));
  }

  @Test
  void aUidIsTakenAsText() {
    assertEquals(RouteStrategies.crc32("10001", SERVERS), RouteStrategies.crc32(10001, SERVERS));
    assertEquals("s0", RouteStrategies.crc32(null, SERVERS));
  }

  @Test
  void withoutServersThereIsNoChoice() {
    assertThrows(IllegalArgumentException.class, () -> RouteStrategies.crc32("1", List.of()));
  }
}
