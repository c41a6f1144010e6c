package dev.billingreporter.vercel;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/**
 * Lets an answer's body be left unread. The client's own stream downloads the rest when it is closed, however long that
 * is; this one resets the exchange instead, so that an endless answer ends when nobody reads on.
 */
final class AbandonableBody implements ClientResponseFilter {

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        var body = response.getEntityStream();
        if (body != null && request instanceof ClientRequestContextImpl context) {
            response.setEntityStream(new ResettingStream(body,
                    () -> context.getRestClientRequestContext().getHttpClientRequest().reset()));
        }
    }

    private static final class ResettingStream extends FilterInputStream {

        private final Runnable reset;
        private boolean ended;

        ResettingStream(InputStream body, Runnable reset) {
            super(body);
            this.reset = reset;
        }

        @Override
        public int read() throws IOException {
            var value = super.read();
            ended |= value < 0;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = super.read(buffer, offset, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                ended = true;
                reset.run();
            }
            super.close();
        }
    }
}
