package dev.billingreporter.page;

import java.util.Objects;

/** How a reader gets from one page to another. */
public sealed interface Links {

    /** Whether a plain browser shows the page, by addresses; the page is then a document of its own. */
    default boolean areAddresses() {
        return this instanceof InBrowser;
    }

    /** The function that CloudWatch is to call; empty in a browser. */
    default String endpoint() {
        return this instanceof InDashboard dashboard ? dashboard.functionArn() : "";
    }

    /**
     * CloudWatch calls the function again and shows its answer in place of the page ({@code <cwdb-action>}; CloudWatch
     * documentation, "Interactivity in the custom widget").
     *
     * @param functionArn the function's own ARN, as the invocation was given it
     */
    record InDashboard(String functionArn) implements Links {

        public InDashboard {
            Objects.requireNonNull(functionArn);
        }
    }

    /** Addresses below the page's own, such as {@code /?installationId=icfg_7gK2}. */
    record InBrowser() implements Links {
    }
}
