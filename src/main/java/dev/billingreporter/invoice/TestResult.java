package dev.billingreporter.invoice;

/** What an invoice of Vercel's test mode is to come to. */
public enum TestResult {

    PAID("paid"),
    NOT_PAID("notpaid"),
    OVERDUE("overdue");

    private final String wireName;

    TestResult(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in requests and events. */
    public String wireName() {
        return wireName;
    }
}
