package io.pomelo.rpc.impl;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.nio.charset.StandardCharsets;

/**
 * Batches on the bus: the same object within a JVM, sender, incarnation and frames with their
 * lengths in front on the wire.
 */
final class LinkBatchCodec implements MessageCodec<LinkBatch, LinkBatch> {

  /** The name it is registered under. */
  static final String NAME = "pomelo.link";

  LinkBatchCodec() {
  }

  /** Registers the codec; each server of a Vert.x does. */
  static void registerOn(Vertx vertx) {
    try {
      vertx.eventBus().registerCodec(new LinkBatchCodec());
    } catch (IllegalStateException expected) {
      // Another server of this Vert.x was first.
    }
  }

  @Override
  public void encodeToWire(Buffer buffer, LinkBatch batch) {
    byte[] sender = batch.sender().getBytes(StandardCharsets.UTF_8);
    buffer.appendInt(sender.length).appendBytes(sender)
      .appendLong(batch.incarnation())
      .appendInt(batch.bytes().length).appendBytes(batch.bytes());
  }

  @Override
  public LinkBatch decodeFromWire(int start, Buffer buffer) {
    int at = start + 4;
    int length = buffer.getInt(start);
    String sender = buffer.getString(at, at + length, StandardCharsets.UTF_8.name());
    at += length;
    long incarnation = buffer.getLong(at);
    int size = buffer.getInt(at + 8);
    return new LinkBatch(sender, incarnation, buffer.getBytes(at + 12, at + 12 + size));
  }

  @Override
  public LinkBatch transform(LinkBatch batch) {
    return batch;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1; // not one of Vert.x's own
  }
}
