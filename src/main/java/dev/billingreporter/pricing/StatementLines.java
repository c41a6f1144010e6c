package dev.billingreporter.pricing;

import dev.billingreporter.usage.UsageRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Collects the lines of one statement, and no more of them than a request may have. */
final class StatementLines {

    /** Items, discounts and usage rows of one request. */
    static final int MOST_LINES = 20_000;

    private final LocalDate day;
    private final List<UsageRow> usage;
    private final List<LineItem> items = new ArrayList<>();
    private final List<DiscountLine> discounts = new ArrayList<>();

    /**
     * @param day the reported day
     * @param rows its usage rows; not all of them are taken where there are too many
     * @throws StatementTooLargeException if there are too many
     */
    StatementLines(LocalDate day, Stream<UsageRow> rows) {
        this.day = day;
        this.usage = rows.limit(MOST_LINES + 1L).sorted(UsageRow.ORDER).toList();
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

    List<UsageRow> usage() {
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
