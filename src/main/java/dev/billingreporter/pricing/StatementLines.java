package dev.billingreporter.pricing;

import dev.billingreporter.usage.UsageRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the lines of one statement, and no more of them than a request may have: whoever adds one too many gets a
 * {@link StatementTooLargeException}.
 */
final class StatementLines {

    /** Items, discounts and usage rows of one request. */
    static final int MOST_LINES = 20_000;

    private final LocalDate day;
    private final List<UsageRow> usage = new ArrayList<>();
    private final List<LineItem> items = new ArrayList<>();
    private final List<DiscountLine> discounts = new ArrayList<>();

    StatementLines(LocalDate day) {
        this.day = day;
    }

    void add(UsageRow row) {
        usage.add(row);
        refuseTooMany();
    }

    void add(LineItem item) {
        items.add(item);
        refuseTooMany();
    }

    void add(DiscountLine discount) {
        discounts.add(discount);
        refuseTooMany();
    }

    /** In their order. */
    List<UsageRow> usage() {
        usage.sort(UsageRow.ORDER);
        return usage;
    }

    List<LineItem> items() {
        return items;
    }

    List<DiscountLine> discounts() {
        return discounts;
    }

    private void refuseTooMany() {
        if (usage.size() + items.size() + discounts.size() > MOST_LINES) {
            throw StatementTooLargeException.ofLines(day, MOST_LINES,
                    "has at least %d usage rows, %d items and %d discounts".formatted(usage.size(), items.size(),
                            discounts.size()));
        }
    }
}
