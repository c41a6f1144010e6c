package dev.billingreporter.installation;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.item.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the subscriptions of an installation, and settles which days each of them has: those from {@code from}'s day to
 * before {@code until}'s day. The day within which one ends is
 * <ul>
 * <li>that of another of the same level which starts on it and goes on,
 * <li>otherwise, where several end on it, that of the one started last,
 * <li>otherwise its own, so that no usage of a cancellation's day is free.
 * </ul>
 * A subscription that ends at local midnight has the day before as its last.
 */
final class SubscriptionDays {

    private final BillingCalendar calendar;
    /** The days on which a subscription of a level starts that goes on beyond them. */
    private final Set<LevelDay> newOnes = new HashSet<>();
    /** When the one started last started, of those of a level that end within a day. */
    private final Map<LevelDay, Instant> lastStarts = new HashMap<>();

    private SubscriptionDays(BillingCalendar calendar, List<Written> subscriptions) {
        this.calendar = calendar;
        for (var subscription : subscriptions) {
            var endsWithin = endsWithin(subscription);
            endsWithin.ifPresent(day -> lastStarts.merge(new LevelDay(subscription.resourceId(), day), start(subscription),
                    (one, other) -> one.isAfter(other) ? one : other));
            var firstDay = firstDay(subscription);
            if (!endsWithin.equals(Optional.of(firstDay)) && dayOfEnd(subscription).isAfter(firstDay)) {
                newOnes.add(new LevelDay(subscription.resourceId(), firstDay));
            }
        }
    }

    /**
     * The subscriptions with their days. Adjoining ones of one level to one plan are one.
     *
     * @param installation the item
     * @param calendar the installation's days
     * @param lastDay the last day that any of them has; empty: no such day
     * @throws dev.billingreporter.item.InvalidItemException if one cannot be used, or two of one level to one plan overlap
     */
    static List<Subscription> read(Item installation, BillingCalendar calendar, Optional<UsageDay> lastDay) {
        var written = new ArrayList<Written>();
        for (var item : installation.items("subscriptions")) {
            written.add(Written.read(written.size(), item, calendar, lastDay.map(UsageDay::end)));
        }
        var days = new SubscriptionDays(calendar, written);
        var settled = new ArrayList<Subscription>();
        var byPlan = new LinkedHashMap<LevelPlan, List<Settled>>();
        for (var subscription : written) {
            var withDays = new Settled(subscription, days.settle(subscription));
            if (withDays.subscription().hasDays()) {
                byPlan.computeIfAbsent(new LevelPlan(subscription.resourceId(), subscription.billingPlanId()),
                        plan -> new ArrayList<>(1)).add(withDays);
            } else {
                settled.add(withDays.subscription()); // its plan is one of the installation's all the same
            }
        }
        byPlan.values().forEach(parts -> join(installation, parts, settled));
        return settled;
    }

    private Subscription settle(Written subscription) {
        var firstDay = firstDay(subscription);
        var end = dayOfEnd(subscription);
        var endDay = endsWithin(subscription).isPresent() && hasDayOfEnd(subscription, end) ? end.plusDays(1) : end;
        return new Subscription(subscription.billingPlanId(), subscription.resourceId(), subscription.from(), firstDay,
                endDay.isBefore(firstDay) ? firstDay : endDay);
    }

    private boolean hasDayOfEnd(Written subscription, LocalDate end) {
        var day = new LevelDay(subscription.resourceId(), end);
        return !newOnes.contains(day) && !lastStarts.get(day).isAfter(start(subscription));
    }

    private LocalDate firstDay(Written subscription) {
        return subscription.from().map(instant -> calendar.dayOf(instant).date()).orElse(LocalDate.MIN);
    }

    /** The day in which the end lies; where it is a midnight, the day that starts then. */
    private LocalDate dayOfEnd(Written subscription) {
        return subscription.until().map(instant -> calendar.dayOf(instant).date()).orElse(LocalDate.MAX);
    }

    /** The day within which it ends, if it does not end at midnight. */
    private Optional<LocalDate> endsWithin(Written subscription) {
        return subscription.until().map(calendar::dayOf)
                .filter(day -> !day.start().equals(subscription.until().orElseThrow())).map(UsageDay::date);
    }

    private static Instant start(Written subscription) {
        return subscription.from().orElse(Instant.MIN);
    }

    private static void join(Item installation, List<Settled> parts, List<Subscription> joined) {
        parts.sort(Comparator.comparing(part -> part.subscription().firstDay()));
        var current = parts.get(0);
        for (var next : parts.subList(1, parts.size())) {
            if (next.subscription().firstDay().isBefore(current.subscription().endDay())) {
                throw overlap(installation, current.written(), next.written());
            }
            if (next.subscription().firstDay().equals(current.subscription().endDay())) {
                current = next.since(current.subscription());
            } else {
                joined.add(current.subscription());
                current = next;
            }
        }
        joined.add(current.subscription());
    }

    private static RuntimeException overlap(Item installation, Written one, Written other) {
        return installation.invalid("subscriptions[%d]".formatted(Math.max(one.number(), other.number())),
                "overlaps subscriptions[%d]: both are for %s and plan \"%s\"".formatted(
                        Math.min(one.number(), other.number()),
                        one.resourceId().map(id -> "resource \"%s\"".formatted(Item.shortened(id)))
                                .orElse("the whole installation"),
                        Item.shortened(one.billingPlanId())));
    }

    /** A subscription as its item says; a date stands for the instant at which it begins. */
    private record Written(int number, String billingPlanId, Optional<String> resourceId, Optional<Instant> from,
            Optional<Instant> until) {

        static Written read(int number, Item item, BillingCalendar calendar, Optional<Instant> lastEnd) {
            var from = item.optionalInstantOrDate("from", calendar::startOf);
            var until = item.optionalInstantOrDate("until", calendar::startOf);
            if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
                throw item.invalid("until", "must not be before from");
            }
            var end = Stream.of(until, lastEnd).flatMap(Optional::stream).min(Comparator.naturalOrder());
            return new Written(number, item.key("billingPlanId"), item.optionalText("resourceId"), from, end);
        }
    }

    private record Settled(Written written, Subscription subscription) {

        /** This one together with the one before it. */
        Settled since(Subscription before) {
            return new Settled(written, new Subscription(before.billingPlanId(), before.resourceId(), before.from(),
                    before.firstDay(), subscription.endDay()));
        }
    }

    private record LevelDay(Optional<String> resourceId, LocalDate day) {
    }

    private record LevelPlan(Optional<String> resourceId, String billingPlanId) {
    }
}
