package dev.billingreporter.standin;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;

/** How each fault answers a request. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written any more is not missed
record Misbehavior(Vertx vertx) {

    /** The status that a fault answers with, 0 for none. */
    static int status(Fault fault) {
        if (fault instanceof Fault.Status status) {
            return status.status();
        }
        if (fault instanceof Fault.TakenBut taken) {
            return taken.status();
        }
        if (fault instanceof Fault.TakenThen taken) {
            return status(taken.answer());
        }
        if (fault instanceof Fault.CloseMidBody close) {
            return close.status();
        }
        if (fault instanceof Fault.HugeBody huge) {
            return huge.status();
        }
        if (fault instanceof Fault.StallingBody stalling) {
            return stalling.status();
        }
        return fault instanceof Fault.EndlessBody endless ? endless.status() : 0;
    }

    void misbehave(HttpServerRequest request, Fault fault) {
        var response = request.response();
        if (fault instanceof Fault.Status status) {
            status.headers().forEach(response::putHeader);
            response.setStatusCode(status.status()).end(status.body());
        } else if (fault instanceof Fault.TakenBut taken) {
            response.setStatusCode(taken.status()).end();
        } else if (fault instanceof Fault.TakenThen taken) {
            misbehave(request, taken.answer());
        } else if (fault instanceof Fault.CloseBeforeHead) {
            request.connection().close();
        } else if (fault instanceof Fault.CloseMidHead) {
            raw(request, "HTTP/1.1 20");
        } else if (fault instanceof Fault.Garbage) {
            raw(request, "\u0016\u0003\u0001 this is no HTTP\r\n\r\n");
        } else if (fault instanceof Fault.CloseMidBody close) {
            raw(request,
                    "HTTP/1.1 %d Scripted\r\nContent-Length: 1000\r\n\r\n%s".formatted(close.status(), close.start()));
        } else if (fault instanceof Fault.Raw raw) {
            raw(request, raw.answer());
        } else if (fault instanceof Fault.StallingBody stalling) {
            response.setStatusCode(stalling.status()).putHeader("content-length", "10000").write(stalling.start());
        } else if (fault instanceof Fault.HugeBody huge) {
            response.setStatusCode(huge.status()).putHeader("content-length", Long.toString(huge.bytes()));
            writeOn(request, huge.bytes());
        } else if (fault instanceof Fault.EndlessBody endless) {
            response.setStatusCode(endless.status()).setChunked(true);
            response.write("{");
            var timer = vertx.setPeriodic(20, id -> response.write(" "));
            request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
        }
        // NeverAnswer: nothing
    }

    private static void raw(HttpServerRequest request, String bytes) {
        write(request, bytes).addListener(written -> channel(request).close());
    }

    private static ChannelFuture write(HttpServerRequest request, String bytes) {
        // past the encoder, which would not write such a thing
        return channel(request).pipeline().firstContext()
                .writeAndFlush(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Vert.x itself sends 100 and 103 only. */
    static void sendInterim(HttpServerRequest request, int status) {
        var http2 = channel(request).pipeline().get(Http2ConnectionHandler.class);
        if (http2 == null) {
            write(request, "HTTP/1.1 %d Interim\r\nLink: </a>\r\n\r\n".formatted(status));
        } else {
            var context = channel(request).pipeline().context(http2);
            http2.encoder().writeHeaders(context, request.response().streamId(),
                    new DefaultHttp2Headers().status(Integer.toString(status)), 0, false, context.newPromise());
            context.flush();
        }
    }

    private static void writeOn(HttpServerRequest request, long left) {
        var response = request.response();
        var chunk = Buffer.buffer(new byte[(int) Math.min(left, 65536)]);
        if (left <= chunk.length()) {
            response.end(chunk);
        } else {
            response.write(chunk).onSuccess(written -> writeOn(request, left - chunk.length()));
        }
    }
}
