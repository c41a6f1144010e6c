package dev.billingreporter.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.billingreporter.installation.AccessToken;
import dev.billingreporter.time.Dates;
import dev.billingreporter.time.Instants;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom. The way of an event, from the handler to the checkpoint, leads down through the packages. */
class ArchitectureTest {

    private static final String ROOT = "dev.billingreporter.";

    /** From the top down: a package uses only what stands after it. So there are no cycles either. */
    private static final List<String> ORDER = List.of("function", "run", "page", "status", "delivery", "reading", "decision",
            "report", "outcome", "metrics", "vercel", "dynamodb", "event", "invoice", "request", "checkpoint", "pricing",
            "usage",
            "installation",
            "day",
            "settings", "item", "failure", "time", "logging");

    /** Data in, data out: the same answer at any time, on any machine. */
    private static final List<String> PURE = List.of("decision", "outcome", "invoice", "request", "checkpoint", "event",
            "pricing",
            "usage",
            "installation", "day", "item", "failure");

    private static final JavaClasses MAIN = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        var names = MAIN.stream().map(type -> type.getPackageName().substring(ROOT.length())).collect(Collectors.toSet());
        assertThat(ORDER).containsAll(names);
    }

    @ParameterizedTest
    @MethodSource("packagesWithThoseAbove")
    void aPackageUsesOnlyWhatStandsBelowIt(String name, List<String> above) {
        noClasses().that().resideInAPackage(ROOT + name)
                .should().dependOnClassesThat().resideInAnyPackage(packages(above))
                .allowEmptyShould(true).check(MAIN);
    }

    static List<Arguments> packagesWithThoseAbove() {
        return IntStream.range(1, ORDER.size())
                .mapToObj(place -> Arguments.of(ORDER.get(place), ORDER.subList(0, place))).toList();
    }

    @Test
    void thePurePackagesKnowNeitherDynamoDbNorHttpNorCdiNorTheClock() {
        DescribedPredicate<JavaClass> data = resideInAnyPackage("java.lang..", "java.math", "java.time..", "java.util",
                "java.util.function", "java.util.regex", "java.util.stream");
        DescribedPredicate<JavaClass> bytes = resideInAnyPackage("com.fasterxml.jackson..", "java.io", "java.nio.charset",
                "java.security");
        DescribedPredicate<JavaClass> clock = belongToAnyOf(Clock.class, InstantSource.class);

        classes().that().resideInAnyPackage(packages(PURE))
                .should().onlyDependOnClassesThat(data.or(bytes).and(not(clock))
                        .or(resideInAnyPackage(packages(PURE))).or(belongToAnyOf(Dates.class, Instants.class)))
                .check(MAIN);
    }

    @Test
    void timeComesFromTheInjectedClockAndWaitingIsInjected() {
        noClasses().that().resideOutsideOfPackage(ROOT + "time")
                .should()
                .callMethodWhere(target(owner(resideInAPackage("java.time"))).and(target(nameMatching("now|system.*"))))
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(Thread.class, "sleep", long.class)
                .check(MAIN);
    }

    @Test
    void onlyVercelSends() {
        noClasses().that().resideOutsideOfPackage(ROOT + "vercel")
                .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "org.eclipse.microprofile.rest..",
                        "org.jboss.resteasy..", "io.quarkus.rest..", "io.vertx..", "java.net.http..")
                .orShould().callMethod(AccessToken.class, "authorization")
                .check(MAIN);
    }

    @Test
    void onlyDynamodbReadsAndWritesTables() {
        noClasses().that().resideOutsideOfPackage(ROOT + "dynamodb")
                .should().dependOnClassesThat().resideInAPackage("software.amazon..")
                .check(MAIN);
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(ROOT::concat).toArray(String[]::new);
    }
}
