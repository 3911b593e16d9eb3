package io.pomelo.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, 1L << 40,
    Long.MAX_VALUE, -1, Integer.MIN_VALUE, Long.MIN_VALUE})
  void numbersComeBack(long value) {
    Payload written = Payload.write(1).putLong(value);
    Payload read = Payload.read(written.toBytes());
    assertEquals(value, read.getLong());
    assertFalse(read.hasMore());
    assertEquals(written.position(), read.position());
  }

  @Test
  void smallNumbersAreShort() {
    assertEquals(1, Payload.write(1).putLong(127).toBytes().length);
    assertEquals(2, Payload.write(1).putLong(128).toBytes().length);
    assertEquals(10, Payload.write(1).putLong(-1).toBytes().length);
  }

  @Test
  void everythingComesBackInItsOrder() {
    byte[] large = new byte[10_000];
    large[9_999] = 7;
    Payload read = Payload.read(Payload.write(0).putFlag(true).putText("").putText("grüße 你好 🎲")
      .putBytes(large).putFlag(false).putLong(-5).putBytes(new byte[0]).toBytes());
    assertTrue(read.getFlag());
    assertEquals("", read.getText());
    assertEquals("grüße 你好 🎲", read.getText());
    assertArrayEquals(large, read.getBytes());
    assertFalse(read.getFlag());
    assertTrue(read.hasMore());
    assertEquals(-5, read.getInt());
    assertArrayEquals(new byte[0], read.getBytes());
    assertFalse(read.hasMore());
  }

  @Test
  void aUidKeepsItsType() {
    assertEquals(1, uid(1));
    assertEquals("1", uid("1"));
    assertEquals(-1, uid(-1L)); // JSON has one kind of integer
    assertEquals(1L << 31, uid(1L << 31));
    assertEquals(Long.MIN_VALUE, uid(Long.MIN_VALUE));
    assertEquals("", uid(""));
    assertNull(uid(null));
  }

  @Test
  void aUidIsTextOrAnInteger() {
    assertThrows(IllegalArgumentException.class, () -> Payload.write(1).putUid(1.5));
    assertThrows(IllegalArgumentException.class, () -> Payload.write(1).putUid(true));
  }

  @Test
  void malformedInputIsRefused() {
    refused(Payload::getLong);
    refused(Payload::getLong, 0x80);
    refused(Payload::getLong, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1);
    refused(Payload::getInt, -1, -1, -1, -1, 0x7F); // an int with 35 bits
    refused(Payload::getFlag);
    refused(Payload::getBytes, 2, 1);
    refused(Payload::getBytes, -1, -1, -1, -1, 7); // two gigabytes
    refused(Payload::getBytes, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1); // a length of -1
    refused(Payload::getText, 5, 'a');
    refused(Payload::getUid);
    refused(Payload::getUid, 3, 1);
    refused(Payload::getUid, 1);
    refused(Payload::getUid, 2, 4, 'a');
  }

  private static Object uid(Object uid) {
    return Payload.read(Payload.write(1).putUid(uid).toBytes()).getUid();
  }

  private static void refused(Consumer<Payload> reading, int... input) {
    byte[] bytes = new byte[input.length];
    for (int i = 0; i < input.length; i++) {
      bytes[i] = (byte) input[i];
    }
    String text = assertThrows(IllegalArgumentException.class, () ->
      reading.accept(Payload.read(bytes))).getMessage();
    assertTrue(text.contains("expected"), text);
  }
}
