package dev.billingreporter.outcome;

/**
 * What a run found out about an installation's figures, which are sent all the same.
 *
 * @param unmappedCounters counters that no metric of its plans names
 * @param unbilledCounters counters with usage on days on which no subscription meters them
 * @param isRepriced whether the running billing period was last accepted with another version of a plan
 * @param isDecreased whether the running billing period's interval counters add up to less than they did
 * @param isChanged whether a day's figures differ from what was last accepted for it
 */
public record Findings(int unmappedCounters, int unbilledCounters, boolean isRepriced, boolean isDecreased,
        boolean isChanged) {

    /** Of an installation whose figures were not looked at. */
    public static final Findings NONE = new Findings(0, 0, false, false, false);
}
