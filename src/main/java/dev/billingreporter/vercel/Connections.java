package dev.billingreporter.vercel;

import io.vertx.core.http.HttpClient;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The connections to the endpoint, made anew once one of them has gone silent. An HTTP/2 connection carries all requests,
 * so after a time-out nothing more is sent over it: what is under way on the old connections may end, what comes next
 * gets new ones.
 */
final class Connections {

    private final Supplier<HttpClient> factory;
    private Optional<Shared> current = Optional.empty();

    Connections(Supplier<HttpClient> factory) {
        this.factory = factory;
    }

    /** Connections for one exchange, to be given back. */
    synchronized Shared take() {
        var shared = current.orElseGet(() -> new Shared(factory.get()));
        current = Optional.of(shared);
        shared.users++;
        return shared;
    }

    /**
     * Gives back what was taken.
     *
     * @param isSilent whether the exchange has timed out
     */
    synchronized void giveBack(Shared shared, boolean isSilent) {
        shared.users--;
        if (isSilent && isCurrent(shared)) {
            current = Optional.empty();
        }
        if (shared.users == 0 && !isCurrent(shared)) {
            shared.client.close();
        }
    }

    synchronized void close() {
        current.ifPresent(shared -> shared.client.close());
        current = Optional.empty();
    }

    private boolean isCurrent(Shared shared) {
        return current.filter(other -> other == shared).isPresent();
    }

    /** A client with its connections, and how many exchanges use it. */
    static final class Shared {

        private final HttpClient client;
        private int users;

        private Shared(HttpClient client) {
            this.client = client;
        }

        HttpClient client() {
            return client;
        }
    }
}
