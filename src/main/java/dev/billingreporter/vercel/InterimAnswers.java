package dev.billingreporter.vercel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Skips answers with a status of 1xx, after which the final one comes (RFC 9110 section 15.2). Vert.x knows 100 and 103,
 * and would take any other for final. 101 is left: it is no interim answer, and nobody asked for it.
 */
final class InterimAnswers {

    private InterimAnswers() {
    }

    /** Skips them on {@code connection}, whichever version of HTTP it speaks. */
    static void skipOn(HttpConnection connection) {
        // Vert.x has no public way to its channel
        var pipeline = ((ConnectionBase) connection).channel().pipeline();
        var http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            http2.decoder().frameListener(new OverHttp2(http2.decoder().frameListener()));
        } else {
            pipeline.addAfter(pipeline.context(HttpClientCodec.class).name(), "interim-answers", new OverHttp1());
        }
    }

    private static boolean isInterim(HttpStatusClass statusClass, boolean isSwitching) {
        return statusClass == HttpStatusClass.INFORMATIONAL && !isSwitching;
    }

    private static final class OverHttp1 extends ChannelInboundHandlerAdapter {

        private boolean isInterim;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                isInterim = response.decoderResult().isSuccess() && isInterim(response.status().codeClass(),
                        response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS));
            }
            if (isInterim) {
                ReferenceCountUtil.release(message);
            } else {
                context.fireChannelRead(message);
            }
        }
    }

    private static final class OverHttp2 extends Http2FrameListenerDecorator {

        OverHttp2(Http2FrameListener listener) {
            super(listener);
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int padding,
                boolean endStream) throws Http2Exception {
            if (!isInterim(headers)) {
                super.onHeadersRead(context, streamId, headers, padding, endStream);
            }
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int streamDependency,
                short weight, boolean exclusive, int padding, boolean endStream) throws Http2Exception {
            if (!isInterim(headers)) {
                super.onHeadersRead(context, streamId, headers, streamDependency, weight, exclusive, padding, endStream);
            }
        }

        private static boolean isInterim(Http2Headers headers) {
            return headers.status() != null && InterimAnswers.isInterim(HttpStatusClass.valueOf(headers.status()), false);
        }
    }
}
