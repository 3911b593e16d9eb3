package io.pomelo.connector.impl;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.pomelo.connector.ConnectorOptions;
import io.pomelo.protocol.Packet;
import java.util.HashMap;
import java.util.Set;

/**
 * Turns an HTTP connection into a WebSocket (wire reference 1.4): any path, the first subprotocol
 * offered, permessage-deflate when offered. Anything else is answered and closed.
 */
final class HybridUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {

  /** Room for the HTTP body of a request that is refused anyway. */
  private static final int MAX_HTTP_BODY = 8 * 1024;
  /** Room for packages that share a message: one of full size and a few small ones. */
  private static final int EXTRA_BYTES = 1024;
  /** Smaller messages are sent as they are, as pomelo's WebSocket library does. */
  private static final int COMPRESSION_THRESHOLD = 1024;
  private static final int COMPRESSION_LEVEL = 6;
  private static final Set<String> VERSIONS = Set.of("13", "8");

  private final HybridWire wire;
  private final ConnectorOptions options;
  private final int maxMessage;
  private boolean answered;

  private HybridUpgrade(HybridWire wire, ConnectorOptions options) {
    this.wire = wire;
    this.options = options;
    this.maxMessage = Packet.HEADER_LENGTH + EXTRA_BYTES
      + Math.max(options.getMaxPackage(), options.getMaxHandshakePackage());
  }

  /** Puts HTTP between a handler and the wire. */
  static void install(ChannelHandlerContext after, HybridWire wire, ConnectorOptions options) {
    var upgrade = new HybridUpgrade(wire, options);
    after.pipeline()
      .addAfter(after.name(), "pomelo-upgrade", upgrade)
      .addAfter(after.name(), "pomelo-deflate",
        new WebSocketServerExtensionHandler(upgrade.deflate()))
      .addAfter(after.name(), "pomelo-scales", new HybridScales(wire))
      .addAfter(after.name(), "pomelo-body", new HttpObjectAggregator(MAX_HTTP_BODY))
      .addAfter(after.name(), "pomelo-http", new HttpServerCodec());
  }

  private WebSocketServerExtensionHandshaker deflate() {
    var handshaker = new PerMessageDeflateServerExtensionHandshaker(COMPRESSION_LEVEL, false, 15,
      true, true, BIG_MESSAGES, maxMessage);
    return offer -> {
      // As if the client had asked for it: a deflater that lives as long as its client would cost a
      // quarter of a megabyte outside the heap for each. A server may say so unasked (RFC 7692).
      var parameters = new HashMap<>(offer.parameters());
      parameters.put("server_no_context_takeover", null);
      return handshaker.handshakeExtension(new WebSocketExtensionData(offer.name(), parameters));
    };
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (answered) {
      return; // one request, one answer
    }
    answered = true;
    var headers = request.headers();
    var origin = headers.get(HttpHeaderNames.ORIGIN,
      headers.get(HttpHeaderNames.SEC_WEBSOCKET_ORIGIN)); // so named in version 8
    if (request.decoderResult().isFailure()) {
      refuse(ctx, HttpResponseStatus.BAD_REQUEST);
    } else if (!HttpMethod.GET.equals(request.method())
      || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
      || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
      || !VERSIONS.contains(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, ""))) {
      refuse(ctx, HttpResponseStatus.UPGRADE_REQUIRED);
    } else if (origin != null && !options.getOrigins().isEmpty()
      && !options.getOrigins().contains(origin)) {
      refuse(ctx, HttpResponseStatus.FORBIDDEN);
    } else {
      upgrade(ctx, request);
    }
  }

  private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request) {
    var config = WebSocketDecoderConfig.newBuilder()
      .maxFramePayloadLength(maxMessage)
      .allowExtensions(true)
      .closeOnProtocolViolation(false) // the wire closes, always with code 1000
      .withUTF8Validator(false) // text is taken as bytes
      .build();
    var handshaker = new WebSocketServerHandshakerFactory(
      null, WebSocketServerHandshaker.SUB_PROTOCOL_WILDCARD, config).newHandshaker(request);
    try {
      handshaker.handshake(ctx.channel(), request)
        .addListener((ChannelFutureListener) done -> {
          if (done.isSuccess()) {
            opened(ctx);
          } else {
            wire.destroy();
          }
        });
    } catch (WebSocketHandshakeException e) {
      refuse(ctx, HttpResponseStatus.BAD_REQUEST);
    }
  }

  private void opened(ChannelHandlerContext ctx) {
    ctx.pipeline().replace(this, "pomelo-frames", new WebSocketFrameAggregator(maxMessage));
    wire.speaksWebSocket();
  }

  private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
    var response =
      new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    response.headers()
      .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
      .set(HttpHeaderNames.CONTENT_LENGTH, 0);
    if (status == HttpResponseStatus.UPGRADE_REQUIRED) {
      response.headers()
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13, 8");
    }
    ctx.writeAndFlush(response).addListener((ChannelFutureListener) done -> wire.close());
  }

  private static final WebSocketExtensionFilterProvider BIG_MESSAGES =
    new WebSocketExtensionFilterProvider() {
      @Override
      public WebSocketExtensionFilter encoderFilter() {
        return HybridUpgrade::isSmall;
      }

      @Override
      public WebSocketExtensionFilter decoderFilter() {
        return WebSocketExtensionFilter.NEVER_SKIP;
      }
    };

  private static boolean isSmall(WebSocketFrame frame) {
    return frame.content().readableBytes() < COMPRESSION_THRESHOLD;
  }
}
