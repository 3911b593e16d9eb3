package io.pomelo.protocol;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into packets, however the stream was fragmented or joined on its way (wire
 * reference, section 1.2). One decoder serves one connection and is confined to that connection's
 * context.
 *
 * <p>A wrong type is refused as soon as its byte is there, a wrong length as soon as the header is
 * complete and before memory for the body is taken. After either the decoder stays broken, since
 * nobody can tell where the next packet would start. Each body is copied exactly once.
 */
public final class PacketDecoder {

  private int maxBodyLength;

  /** Bytes of the current header that were seen, 0 to {@link Packet#HEADER_LENGTH}. */
  private int headerRead;
  private PacketType type;
  private int length;
  /** Taken only when a body does not end in the segment it starts in. */
  private byte[] body;
  private int bodyRead;
  private ProtocolException failure;

  /**
   * Creates a decoder at the start of a stream.
   *
   * @param maxBodyLength the longest body to accept, in bytes, 0 to {@link Packet#MAX_BODY_LENGTH}
   * @throws IllegalArgumentException if the limit is outside that range
   */
  public PacketDecoder(int maxBodyLength) {
    maxBodyLength(maxBodyLength);
  }

  /**
   * Changes the limit, from the next header that is completed on. The consumer may do so while it
   * is given a packet, to let larger packets in once the handshake is done.
   *
   * @param maxBodyLength the longest body to accept, in bytes, 0 to {@link Packet#MAX_BODY_LENGTH}
   * @throws IllegalArgumentException if the limit is outside that range
   */
  public void maxBodyLength(int maxBodyLength) {
    if (maxBodyLength < 0 || maxBodyLength > Packet.MAX_BODY_LENGTH) {
      throw new IllegalArgumentException("limit of " + maxBodyLength
        + " bytes for a packet body, expected 0 to " + Packet.MAX_BODY_LENGTH);
    }
    this.maxBodyLength = maxBodyLength;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @param bytes the bytes, not kept after the call
   * @param out given each packet that is complete, in order; must neither throw nor feed
   * @throws ProtocolException if the stream is broken, after the packets before the fault were
   *   given; every later call throws the same
   */
  public void feed(byte[] bytes, Consumer<Packet> out) {
    feed(bytes, 0, bytes.length, out);
  }

  /**
   * Takes the next bytes of the stream from a part of an array.
   *
   * @param bytes the array, not kept after the call
   * @param offset where the bytes start
   * @param length how many they are
   * @param out given each packet that is complete, in order; must neither throw nor feed
   * @throws ProtocolException if the stream is broken, after the packets before the fault were
   *   given; every later call throws the same
   */
  public void feed(byte[] bytes, int offset, int length, Consumer<Packet> out) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (failure != null) {
      throw failure;
    }
    var whole = false;
    try {
      cut(bytes, offset, offset + length, out);
      whole = true;
    } catch (ProtocolException broken) {
      failure = broken;
      throw broken;
    } finally {
      if (!whole && failure == null) {
        // The rest of the segment is gone with the consumer's exception: never guess on.
        failure = new ProtocolException(
          "packets lost by a consumer that threw, expected it to take every packet");
      }
    }
  }

  /**
   * Tells whether the stream is between two packets.
   *
   * @return true if no part of a packet is held
   */
  public boolean between() {
    return headerRead == 0;
  }

  private void cut(byte[] bytes, int from, int end, Consumer<Packet> out) {
    var at = from;
    while (at < end) {
      if (headerRead < Packet.HEADER_LENGTH) {
        at = header(bytes, at, end);
        if (headerRead < Packet.HEADER_LENGTH) {
          return;
        }
      }
      var missing = length - bodyRead;
      var here = Math.min(missing, end - at);
      if (body == null) {
        body = length == 0 ? Packet.NO_BODY : new byte[length];
      }
      System.arraycopy(bytes, at, body, bodyRead, here);
      at += here;
      bodyRead += here;
      if (here == missing) {
        var packet = new Packet(type, body);
        headerRead = 0;
        length = 0;
        body = null;
        bodyRead = 0;
        out.accept(packet);
      }
    }
  }

  private int header(byte[] bytes, int from, int end) {
    var at = from;
    if (headerRead == 0) {
      type = PacketType.of(bytes[at++] & 0xFF);
      headerRead = 1;
    }
    while (headerRead < Packet.HEADER_LENGTH && at < end) {
      length = length << 8 | bytes[at++] & 0xFF;
      headerRead++;
    }
    if (headerRead == Packet.HEADER_LENGTH && length > maxBodyLength) {
      throw new ProtocolException(
        type + " packet of " + length + " bytes, expected at most " + maxBodyLength);
    }
    return at;
  }
}
