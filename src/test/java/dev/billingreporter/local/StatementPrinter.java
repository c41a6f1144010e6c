package dev.billingreporter.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;

/** Prints a submission as a customer's statement. */
final class StatementPrinter {

    private final PrintStream out;

    StatementPrinter(PrintStream out) {
        this.out = out;
    }

    /** Prints it; gives what it adds up to. */
    BigDecimal print(JsonNode body) {
        out.printf("  usage day ending %s, period %s to %s%n", body.get("eod").asText(), body.at("/period/start").asText(),
                body.at("/period/end").asText());
        out.printf("    %-12s %-14s %16s %18s  %s%n", "resource", "metric", "day", "period", "units");
        for (var row : body.get("usage")) {
            out.printf("    %-12s %-14s %16s %18s  %s%n", row.path("resourceId").asText("(all)"), row.get("name").asText(),
                    row.get("dayValue").decimalValue().toPlainString(), row.get("periodValue").decimalValue().toPlainString(),
                    row.get("units").asText());
        }
        return printLines(body.get("billing"));
    }

    /** Prints lines and discounts; gives what they add up to. */
    BigDecimal printLines(JsonNode lines) {
        var sum = BigDecimal.ZERO;
        for (var item : lines.get("items")) {
            sum = sum.add(new BigDecimal(item.get("total").asText()));
            out.printf("    %-12s %-22s %14s × %-8s per %-22s %10s%n", item.path("resourceId").asText("(all)"),
                    item.get("name").asText(),
                    item.get("quantity").decimalValue().toPlainString(), item.get("price").asText(), item.get("units").asText(),
                    item.get("total").asText());
        }
        for (var discount : lines.path("discounts")) {
            sum = sum.subtract(new BigDecimal(discount.get("amount").asText()));
            out.printf("    %-12s %-72s %10s%n", discount.path("resourceId").asText("(all)"), discount.get("name").asText(),
                    "-" + discount.get("amount").asText());
        }
        out.printf("    %-85s %10s%n", "total", sum.toPlainString());
        return sum;
    }
}
