package dev.billingreporter.standin;

import dev.billingreporter.standin.Route.Target;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Which fault a request meets: what is scripted for its route and installation, then what always is of them, then what
 * always is of its installation, then what is for all of its route, then what is for all.
 */
final class Faults {

    private final Map<Place, Queue<Fault>> scripts = new ConcurrentHashMap<>();
    private final Map<Place, Fault> always = new ConcurrentHashMap<>();
    private final Map<String, Fault> ofInstallation = new ConcurrentHashMap<>();
    private final Map<Route, Function<Instant, Optional<Fault>>> ofRoute = new ConcurrentHashMap<>();
    private volatile Function<Instant, Optional<Fault>> forAll = Faults::none;

    /** A route of one installation. */
    record Place(Route route, String installationId) {
    }

    void next(Route route, String installationId, Fault... faults) {
        scripts.computeIfAbsent(new Place(route, installationId), place -> new ArrayDeque<>()).addAll(List.of(faults));
    }

    void always(Route route, String installationId, Fault fault) {
        always.put(new Place(route, installationId), fault);
    }

    void always(String installationId, Fault fault) {
        ofInstallation.put(installationId, fault);
    }

    void allBy(Route route, Function<Instant, Optional<Fault>> rule) {
        ofRoute.put(route, rule);
    }

    void allBy(Function<Instant, Optional<Fault>> rule) {
        forAll = rule;
    }

    void clear() {
        scripts.clear();
        always.clear();
        ofInstallation.clear();
        ofRoute.clear();
        forAll = Faults::none;
    }

    void clear(String installationId) {
        scripts.keySet().removeIf(place -> place.installationId().equals(installationId));
        always.keySet().removeIf(place -> place.installationId().equals(installationId));
        ofInstallation.remove(installationId);
    }

    /** The fault that a request which comes at this instant meets, if any. */
    Optional<Fault> of(Target target, Instant at) {
        var place = new Place(target.route(), target.installationId());
        var scripted = scripts.getOrDefault(place, new ArrayDeque<>()).poll();
        return Optional.ofNullable(scripted).or(() -> Optional.ofNullable(always.get(place)))
                .or(() -> Optional.ofNullable(ofInstallation.get(target.installationId())))
                .or(() -> ofRoute.getOrDefault(target.route(), Faults::none).apply(at))
                .or(() -> forAll.apply(at));
    }

    private static Optional<Fault> none(Instant at) {
        return Optional.empty();
    }
}
