package dev.billingreporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.qute.runtime.EngineProducer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Looking at a page costs nobody anything who does not look. */
@QuarkusTest
class FirstUseTest {

    @Inject
    BeanManager beans;

    @Test
    void theTemplatesAreThereForTheFirstPage() {
        assertThat(Arc.container().instance(EngineProducer.class).isAvailable()).isTrue();
    }

    @Test
    void neitherStartNorShutdownTouchesThem() {
        assertThat(observers(new StartupEvent(), new ShutdownEvent())).extracting(observer -> observer.getBeanClass().getName())
                .noneMatch(name -> name.startsWith("io.quarkus.qute") || name.startsWith("dev.billingreporter.page"));
    }

    private Set<ObserverMethod<?>> observers(Object... events) {
        var observers = new HashSet<ObserverMethod<?>>();
        for (var event : events) {
            observers.addAll(beans.resolveObserverMethods(event));
        }
        return observers;
    }
}
