package dev.billingreporter.usage;

/** How the values of days make the value of a period. */
public enum Aggregation {
    /** They are added up. */
    SUM("sum", "added up"),
    /** The last one counts. */
    LAST("last", "the last one taken"),
    /** The highest one counts. */
    MAX("max", "the highest one taken");

    private final String wireName;
    private final String description;

    Aggregation(String wireName, String description) {
        this.wireName = wireName;
        this.description = description;
    }

    /** The name in plans. */
    public String wireName() {
        return wireName;
    }

    /** What is done with the days' values, in words. */
    public String description() {
        return description;
    }
}
