package dev.billingreporter.outcome;

/** How a day's content differs from what was last accepted for it. */
public enum Change {
    UNCHANGED,
    CHANGED,
    NEVER_SENT
}
