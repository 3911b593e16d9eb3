package io.pomelo.connector.impl;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Weighs WebSocket frames before they are inflated. Deflate makes a thousand bytes of one, so a
 * client that sends little can keep the server busy with inflating alone; see
 * {@link HybridWire#weigh}.
 */
final class HybridScales extends ChannelInboundHandlerAdapter {

  private final HybridWire wire;

  HybridScales(HybridWire wire) {
    this.wire = wire;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof WebSocketFrame frame && !(message instanceof CloseWebSocketFrame)) {
      if (wire.isClosing()) {
        ReferenceCountUtil.release(message); // nobody will read it, so nobody inflates it
        return;
      }
      wire.weigh(frame.content().readableBytes());
    }
    ctx.fireChannelRead(message);
  }
}
