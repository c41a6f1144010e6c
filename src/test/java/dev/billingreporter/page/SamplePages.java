package dev.billingreporter.page;

import dev.billingreporter.event.Theme;
import dev.billingreporter.page.InstallationStatement.Accepted;
import dev.billingreporter.page.InstallationStatement.Discount;
import dev.billingreporter.page.InstallationStatement.Figures;
import dev.billingreporter.page.InstallationStatement.Invoice;
import dev.billingreporter.page.InstallationStatement.Line;
import dev.billingreporter.page.InstallationStatement.Metric;
import dev.billingreporter.page.InstallationStatement.MetricDay;
import dev.billingreporter.page.InstallationStatement.Next;
import dev.billingreporter.page.InstallationStatement.Period;
import dev.billingreporter.page.InstallationStatement.Scope;
import dev.billingreporter.page.InstallationStatement.SubmittedDay;
import dev.billingreporter.page.InstallationStatement.Uncharged;
import dev.billingreporter.page.InstallationStatement.Usage;
import dev.billingreporter.page.Overview.Counts;
import dev.billingreporter.page.Overview.InvoiceCount;
import dev.billingreporter.page.Overview.Straggler;
import dev.billingreporter.page.Overview.UpToDate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages of a believable partner: an edge-search product, one of its customers on the 22nd of a month. */
final class SamplePages {

    static final Instant NOW = Instant.parse("2026-11-22T10:05:12.480Z");
    static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Period NOVEMBER = new Period(LocalDate.parse("2026-11-01"), LocalDate.parse("2026-11-30"));
    static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:billing-Statements-1A2B3C";

    private static final List<String> QUERIES = List.of("151.822", "168.31", "172.904", "166.087", "171.45", "92.113", "88.764",
            "163.208", "170.93", "175.116", "", "169.574", "95.302", "91.871", "174.26", "181.733", "188.019", "184.552",
            "190.647", "101.395", "97.208", "84.11");
    private static final List<String> EU_QUERIES = List.of("24.1", "25.9", "26.4", "23.8", "25.2", "13.7", "12.9", "24.8",
            "26.1",
            "27.3", "", "25.5", "14.2", "13.1", "26.9", "28.4", "29.2", "28.8", "30.1", "15.5", "14.8", "13.3");
    private static final List<String> STORAGE = List.of("6.0021", "6.0273", "6.0525", "6.0779", "6.103", "6.1284", "6.1537",
            "6.1789",
            "6.2043", "6.2296", "6.2548", "6.2802", "6.3054", "6.3308", "6.356", "6.3814", "6.4067", "6.4319", "6.4573",
            "6.4825",
            "6.5079", "6.5331");
    private static final List<String> RATE = List.of("22", "25", "21", "24", "23", "19", "18", "22", "26", "24", "", "23", "20",
            "19",
            "25", "27", "28", "26", "29", "21", "20", "18");

    private SamplePages() {
    }

    static Frame inDashboard(Theme theme) {
        return new Frame(theme, new Links.InDashboard(FUNCTION));
    }

    static Frame inBrowser(Theme theme) {
        return new Frame(theme, new Links.InBrowser());
    }

    static Overview overview() {
        var behind = List.of(
                new Straggler("icfg_b4Jm0s", Optional.empty(), 0,
                        Optional.of(new Problem(Optional.empty(), "INVALID_DATA", Optional.empty(),
                                "table Installations, item icfg_b4Jm0s: "
                                        + "timeZone must be an IANA zone such as Europe/Berlin, but is \"Berlin\""))),
                new Straggler("icfg_Qz81ha", Optional.of(Instant.parse("2026-11-21T19:05:31.204Z")), 15,
                        Optional.of(new Problem(Optional.of(Instant.parse("2026-11-22T10:05:02.100Z")), "UNAUTHORIZED",
                                Optional.of(401), "Vercel does not accept the installation's access token: Not authorized"))),
                new Straggler("icfg_vX93kd", Optional.of(Instant.parse("2026-11-22T07:05:12Z")), 3,
                        Optional.of(new Problem(Optional.of(Instant.parse("2026-11-22T10:05:09Z")), "RATE_LIMITED",
                                Optional.of(429), "Too many requests; to be tried again at 2026-11-22T10:20:00Z"))));
        var gone = List.of(new Straggler("icfg_0dLp7T", Optional.of(Instant.parse("2026-11-14T03:05:12Z")), 1,
                Optional.of(new Problem(Optional.of(Instant.parse("2026-11-22T03:05:10Z")), "GONE", Optional.of(410),
                        "Vercel answered that the installation is gone"))));
        return new Overview(NOW, true, new Counts(1_284, 3, 1, 37), Rows.of(behind), Rows.of(gone),
                new Rows<>(List.of(new UpToDate("icfg_0aBq3x", Instant.parse("2026-11-22T10:05:14Z")),
                        new UpToDate("icfg_7gK2", Instant.parse("2026-11-22T09:05:14.381Z"))), 1_282),
                Optional.of(List.of(new InvoiceCount("ACCEPTED", 1_102), new InvoiceCount("BELOW_MINIMUM", 14),
                        new InvoiceCount("REJECTED", 1))));
    }

    static InstallationStatement statement() {
        var whole = new Scope("scale", Optional.empty(), Optional.empty());
        var lines = List.of(
                new Line("Scale plan", Optional.empty(), whole, number("1"), "month", number("199.00"), number("199.00"),
                        "199.00 for the whole period; 1 × 199.00 per month = 199, rounded half up: 199.00"),
                new Line("Queries", Optional.of("up to 1,000"), whole, number("1000"), "thousand queries", number("0.30"),
                        number("300.00"),
                        "tier 1, above 0 up to 1000: 1000 of 3079.375 thousand queries; "
                                + "1000 × 0.30 per thousand queries = 300, rounded half up: 300.00"),
                new Line("Queries", Optional.of("above 1,000 up to 5,000"), whole, number("2079.375"), "thousand queries",
                        number("0.20"), number("415.88"),
                        "tier 2, above 1000 up to 5000: 2079.375 of 3079.375 thousand queries; "
                                + "2079.375 × 0.20 per thousand queries = 415.875, rounded half up: 415.88"),
                new Line("Storage", Optional.empty(), whole, number("6.5331"), "GB", number("0.20"), number("1.31"),
                        "all 6.5331 GB at the price of the tier up to 10; 6.5331 × 0.20 per GB = 1.30662, rounded half up: 1.31"),
                new Line("Support add-on", Optional.of("20 of 30 days"),
                        new Scope("support", Optional.of("store_eu"),
                                Optional.of(new Period(LocalDate.parse("2026-11-11"), NOVEMBER.lastDay()))),
                        number("1"), "month", number("32.67"), number("32.67"),
                        "49.00 a month, for 20 of 30 days: 32.67; 1 × 32.67 per month = 32.67, rounded half up: 32.67"));
        var discounts = List.of(new Discount("Launch partner", whole, number("91.62"),
                "10 % of 916.19, the sum of the plan's lines: 91.619, rounded half up: 91.62"));
        var total = number("857.24");
        var usage = List.of(
                new Usage("Queries", Optional.empty(), "interval", "thousand queries", number("84.11"), number("3079.375"),
                        Optional.of(number("10000"))),
                new Usage("Storage", Optional.empty(), "total", "GB", number("6.5331"), number("6.5331"),
                        Optional.of(number("50"))),
                new Usage("Peak rate", Optional.empty(), "rate", "queries/s", number("18"), number("29"),
                        Optional.of(number("40"))),
                new Usage("Queries", Optional.of("store_eu"), "interval", "thousand queries", number("13.3"), number("470"),
                        Optional.empty()));
        var metrics = List.of(
                new Metric("Queries", Optional.empty(), "thousand queries", days(QUERIES), number("3079.375"),
                        Optional.of(number("10000")), true),
                new Metric("Storage", Optional.empty(), "GB", days(STORAGE), number("6.5331"), Optional.of(number("50")),
                        false),
                new Metric("Peak rate", Optional.empty(), "queries/s", days(RATE), number("29"), Optional.of(number("40")),
                        false),
                new Metric("Queries", Optional.of("store_eu"), "thousand queries", days(EU_QUERIES), number("470"),
                        Optional.empty(),
                        true));
        var uncharged = List.of(
                new Uncharged("bytes_egress", Optional.empty(), Uncharged.Reason.UNMAPPED, 22, number("48112093441")),
                new Uncharged("queries", Optional.of("store_us"), Uncharged.Reason.UNBILLED, 3, number("1204")));
        var days = List.of(
                new SubmittedDay(TODAY.minusDays(1),
                        Optional.of(new Accepted(Instant.parse("2026-11-21T22:05:14.112Z"),
                                Instant.parse("2026-11-21T22:05:12.479Z"))),
                        Next.CHANGED, Optional.empty()),
                new SubmittedDay(TODAY,
                        Optional.of(new Accepted(Instant.parse("2026-11-22T09:05:14.381Z"),
                                Instant.parse("2026-11-22T09:05:12.48Z"))),
                        Next.CHANGED, Optional.empty()));
        var invoices = List.of(new Invoice(new Period(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31")), "ACCEPTED",
                Optional.of("paid"), Optional.of(number("1043.18")), Instant.parse("2026-11-01T11:05:15Z"),
                Optional.of(Instant.parse("2026-11-01T11:05:17Z")), Optional.empty()));
        return new InstallationStatement("icfg_7gK2", BERLIN, NOW, List.of(), Rows.of(List.of()),
                Optional.of(
                        new Figures(TODAY, true, NOVEMBER, Rows.of(metrics), Rows.of(usage), Rows.of(lines), Rows.of(discounts),
                                total,
                                Rows.of(uncharged))),
                Rows.of(days), Optional.of(Rows.of(invoices)));
    }

    /** The days of November; nothing was measured where a text is empty, nor is there anything after the last. */
    static List<MetricDay> days(List<String> values) {
        var days = new ArrayList<MetricDay>();
        for (var position = 0; position < 30; position++) {
            var value = position < values.size() ? values.get(position) : "";
            days.add(new MetricDay(NOVEMBER.firstDay().plusDays(position),
                    value.isEmpty() ? Optional.empty() : Optional.of(number(value))));
        }
        return days;
    }

    static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}
