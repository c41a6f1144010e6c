package dev.billingreporter.page;

import io.quarkus.qute.runtime.EngineProducer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/**
 * Creates Qute's engine when the first page is asked for. By itself it is created at the start of the application, and
 * reads and parses every template then; a function that submits billing data has no use for that. Used by the build
 * alone, which finds it under {@code META-INF/services}.
 */
public class TemplatesOnFirstUse implements BuildCompatibleExtension {

    /** The observer of the shutdown goes as well: it would create the engine in order to clear its cache. */
    @Enhancement(types = EngineProducer.class)
    public void createOnFirstUse(ClassConfig engineProducer) {
        engineProducer.removeAnnotation(annotation -> annotation.name().equals(Startup.class.getName()));
        engineProducer.methods().stream().flatMap(method -> method.parameters().stream()).forEach(
                parameter -> parameter.removeAnnotation(annotation -> annotation.name().equals(Observes.class.getName())));
    }
}
