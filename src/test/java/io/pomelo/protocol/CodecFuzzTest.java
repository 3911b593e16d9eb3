package io.pomelo.protocol;

import static io.pomelo.protocol.WireVectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pomelo.protocol.protobuf.ProtoDecoder;
import io.pomelo.protocol.protobuf.ProtoSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bytes nobody planned: whatever comes in, a value or a {@link ProtocolException} comes out. Run
 * again with {@code -Dpomelo.fuzz.seed=<seed>} to see a failure again.
 */
class CodecFuzzTest {

  private static final long NANOS_EACH = 500_000_000L;
  private static final int MAX_RANDOM_LENGTH = 96;
  private static final int MAX_BODY_LENGTH = 4096;

  private final long seed = Long.getLong("pomelo.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** What a decoder is asked to survive. */
  private interface Target {
    void take(byte[] bytes);
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void packetsEndInPacketsOrProtocolExceptions() {
    fuzz("PacketDecoder", bytes -> {
      var whole = new ArrayList<Packet>();
      var wholeFailed = false;
      try {
        new PacketDecoder(MAX_BODY_LENGTH).feed(bytes, whole::add);
      } catch (ProtocolException expected) {
        wholeFailed = true;
      }
      // However the bytes arrive, the same packets come out.
      var cut = new ArrayList<Packet>();
      var cutFailed = false;
      var decoder = new PacketDecoder(MAX_BODY_LENGTH);
      try {
        for (var at = 0; at < bytes.length; ) {
          var length = 1 + random.nextInt(Math.min(7, bytes.length - at));
          decoder.feed(bytes, at, length, cut::add);
          at += length;
        }
      } catch (ProtocolException expected) {
        cutFailed = true;
      }
      assertEquals(whole, cut);
      assertEquals(wholeFailed, cutFailed);
    });
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void messagesEndInMessagesOrProtocolExceptions() {
    fuzz("MessageCodec", bytes -> {
      var message = MessageCodec.decode(bytes);
      // What was understood can be said again, unless replaced bytes made the route too long.
      if (message.route() == null || !message.route().contains("\uFFFD")) {
        assertEquals(message, MessageCodec.decode(MessageCodec.encode(message)));
      }
    });
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void protobufEndsInMessagesOrProtocolExceptions() {
    var schemas = new HashMap<String, ProtoSchema>();
    for (var schema : WireVectors.schemas()) {
      schema.parsed().keySet().stream().filter(schema::has).forEach(r -> schemas.put(r, schema));
    }
    schemas.put("t.self", ProtoSchema.parse(Map.of(
      "message Node", Map.of("optional Node next", 1, "repeated Node all", 2),
      "t.self", Map.of("optional Node node", 1, "repeated Node all", 2))));
    assertEquals(9, schemas.size());
    fuzz("ProtoDecoder", bytes -> schemas.forEach((route, schema) -> {
      try {
        assertNotNull(ProtoDecoder.decode(schema, route, bytes));
      } catch (ProtocolException expected) {
        assertNotNull(expected.getMessage());
      }
    }));
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anyBytesAreText() {
    fuzz("WireText", bytes -> {
      var text = WireText.decode(bytes, 0, bytes.length);
      var again = WireText.encode(text);
      assertEquals(text, WireText.decode(again, 0, again.length));
      var escaped = WireText.escapeSupplementary(again);
      for (var b : escaped) {
        assertTrue(b >= 0 || b < -16);
      }
    });
  }

  private void fuzz(String what, Target target) {
    System.out.println(what + ": pomelo.fuzz.seed=" + seed);
    var golden = golden();
    var end = System.nanoTime() + NANOS_EACH;
    var runs = 0;
    do {
      var bytes = random.nextInt(4) == 0 ? noise() : mutated(golden);
      try {
        target.take(bytes);
      } catch (ProtocolException expected) {
        assertTrue(expected.getMessage().contains("expected"), expected.getMessage());
      } catch (RuntimeException | Error failure) {
        throw new AssertionError(
          what + " on " + hex(bytes) + " with pomelo.fuzz.seed=" + seed, failure);
      }
      runs++;
    } while (System.nanoTime() < end);
    assertTrue(runs > 100, what + " ran " + runs + " times, expected more than 100");
  }

  /** All bytes of the vectors, headers and encoded bodies alike. */
  private static List<byte[]> golden() {
    var golden = new ArrayList<byte[]>();
    for (var vector : WireVectors.all()) {
      if (vector.json().getString("hex") != null) {
        golden.add(vector.bytes());
      }
    }
    return golden;
  }

  private byte[] noise() {
    var bytes = new byte[random.nextInt(MAX_RANDOM_LENGTH)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] mutated(List<byte[]> golden) {
    var bytes = golden.get(random.nextInt(golden.size())).clone();
    for (var left = 1 + random.nextInt(4); left > 0; left--) {
      if (bytes.length == 0) {
        return noise();
      }
      var at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = joined(bytes, golden.get(random.nextInt(golden.size())));
        default -> bytes = joined(Arrays.copyOf(bytes, at), noise());
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
