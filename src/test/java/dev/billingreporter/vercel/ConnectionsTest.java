package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpClient;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final List<String> happened = new ArrayList<>();
    private final Connections connections = new Connections(this::client);

    @Test
    void allExchangesShareOneClient() {
        var one = connections.take();
        var other = connections.take();
        connections.giveBack(one, false);
        connections.giveBack(other, false);

        assertThat(other.client()).isSameAs(one.client());
        assertThat(connections.take().client()).isSameAs(one.client());
        assertThat(happened).containsExactly("made");
    }

    @Test
    void afterATimeOutTheNextExchangeHasANewClientAndTheOldOneIsClosed() {
        var silent = connections.take();
        connections.giveBack(silent, true);

        assertThat(connections.take().client()).isNotSameAs(silent.client());
        assertThat(happened).containsExactly("made", "closed", "made");
    }

    @Test
    void whatIsStillUnderWayOnTheOldConnectionsMayEnd() {
        var silent = connections.take();
        var other = connections.take();
        connections.giveBack(silent, true);
        var next = connections.take();

        assertThat(happened).containsExactly("made", "made");
        connections.giveBack(other, false);
        assertThat(happened).containsExactly("made", "made", "closed");
        connections.giveBack(next, false);
        assertThat(happened).as("the new one stays").hasSize(3);
    }

    @Test
    void manyTimeOutsOnOneConnectionMakeOneNew() {
        var silent = List.of(connections.take(), connections.take(), connections.take());
        connections.giveBack(silent.get(0), true);
        var next = connections.take();
        connections.giveBack(silent.get(1), true);
        connections.giveBack(silent.get(2), true);

        assertThat(connections.take().client()).isSameAs(next.client());
        assertThat(happened).containsExactly("made", "made", "closed");
    }

    private HttpClient client() {
        happened.add("made");
        return (HttpClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { HttpClient.class },
                (proxy, method, arguments) -> {
                    happened.add(method.getName().equals("close") ? "closed" : method.getName());
                    return null;
                });
    }
}
