package dev.billingreporter.vercel;

import dev.billingreporter.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sends a call once, over connections that all calls share. HTTP/2 is used where the server offers it (ALPN, so over TLS
 * only). Redirects are not followed: the token is for this endpoint and no other.
 *
 * <p>
 * An exchange has {@code REQUEST_TIMEOUT} for all of it, from the wait for a connection to the end of the body.
 */
@ApplicationScoped
class Transport {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final Duration LEEWAY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final URI url;
    private final boolean isSecure;
    private final int maxConnections;
    private final Duration requestTimeout;
    private final Connections connections;

    Transport(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.url = settings.vercelApiUrl();
        this.isSecure = "https".equalsIgnoreCase(url.getScheme());
        this.maxConnections = settings.submitConcurrency();
        this.requestTimeout = settings.requestTimeout();
        this.connections = new Connections(this::client);
    }

    /**
     * Sends {@code call} and waits for its answer.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile; the exchange is given up
     */
    Answer send(Call call) throws InterruptedException {
        var exchange = new Exchange(call, requestTimeout, vertx);
        var connection = connections.take();
        try {
            exchange.start(connection.client(), options(call));
            return exchange.await();
        } finally {
            connections.giveBack(connection, exchange.isTimedOut());
        }
    }

    private RequestOptions options(Call call) {
        var options = new RequestOptions().setHost(url.getHost()).setPort(port()).setSsl(isSecure)
                .setMethod(HttpMethod.valueOf(call.method().name()))
                .setURI(prefix() + call.fullPath())
                .setFollowRedirects(false)
                // The exchange sees to the time-out. This ends the wait for a connection that it has given up.
                .setConnectTimeout(requestTimeout.plus(LEEWAY).toMillis())
                .putHeader("Authorization", call.accessToken().authorization())
                .putHeader("User-Agent", "vercel-billing-reporter");
        if (call.body().isPresent()) {
            options.putHeader("Content-Type", "application/json");
        }
        return options;
    }

    private int port() {
        return url.getPort() >= 0 ? url.getPort() : isSecure ? 443 : 80;
    }

    private String prefix() {
        return url.getRawPath() == null ? "" : url.getRawPath();
    }

    private HttpClient client() {
        var connectTimeout = requestTimeout.compareTo(LONGEST_CONNECT) < 0 ? requestTimeout : LONGEST_CONNECT;
        var options = new HttpClientOptions().setSsl(isSecure).setUseAlpn(isSecure)
                .setProtocolVersion(isSecure ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setSslHandshakeTimeout(connectTimeout.toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        return vertx.httpClientBuilder().with(options).with(new PoolOptions().setHttp1MaxSize(maxConnections))
                .withConnectHandler(connection -> {
                    InterimAnswers.skipOn(connection);
                    // Each exchange hears of it itself. Left to Vert.x it would be logged, with the bad line in it.
                    connection.exceptionHandler(failure -> {
                    });
                })
                .build();
    }

    @PreDestroy
    void close() {
        connections.close();
    }
}
