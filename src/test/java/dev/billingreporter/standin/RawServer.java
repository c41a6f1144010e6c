package dev.billingreporter.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that takes any bytes for a request, writes the same answer to each connection, and keeps the
 * connection open. With an empty answer it is a network that swallows everything.
 */
public final class RawServer implements AutoCloseable {

    private final ServerSocketChannel server;
    private final String answer;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();

    private RawServer(String answer) throws IOException {
        this.answer = answer;
        this.server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Answers every connection with these characters. */
    public static RawServer start(String answer) {
        try {
            var server = new RawServer(answer);
            var thread = new Thread(server::accept);
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, under this scheme. */
    public URI url(String scheme) {
        return URI.create("%s://localhost:%d".formatted(scheme, server.socket().getLocalPort()));
    }

    /** Connections opened so far. */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            for (;;) {
                var connection = server.accept();
                connections.add(connection);
                var thread = new Thread(() -> answer(connection));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void answer(SocketChannel connection) {
        try {
            var buffer = ByteBuffer.allocate(65_536);
            connection.read(buffer);
            if (!answer.isEmpty()) {
                connection.write(StandardCharsets.ISO_8859_1.encode(answer));
            }
            while (connection.read(buffer.clear()) >= 0) {
                // whatever else comes is swallowed
            }
        } catch (IOException e) {
            // the other side has gone
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
