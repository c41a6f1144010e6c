package dev.billingreporter.standin;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be asked of the endpoint about an installation. */
public enum Route {

    /** "Submit Billing Data". */
    BILLING_DATA("POST", "billing"),
    /** "Submit an invoice". */
    SUBMIT_INVOICE("POST", "billing/invoices"),
    /** "Finalize": no more invoices will come. */
    FINALIZE("POST", "billing/finalize"),
    /** "Get Invoice". */
    GET_INVOICE("GET", "billing/invoices/([^/]+)");

    private final String method;
    private final Pattern path;

    Route(String method, String path) {
        this.method = method;
        this.path = Pattern.compile("/v1/installations/([^/]+)/" + path);
    }

    String method() {
        return method;
    }

    /** Whether it takes a body. */
    boolean hasBody() {
        return this == BILLING_DATA || this == SUBMIT_INVOICE;
    }

    /** What the path names, if it is one of the endpoint's. */
    static Optional<Target> target(String path) {
        return Arrays.stream(values()).flatMap(route -> {
            var matcher = route.path.matcher(path);
            return matcher.matches() ? Optional.of(new Target(route, matcher.group(1),
                    matcher.groupCount() > 1 ? Optional.of(matcher.group(2)) : Optional.empty())).stream()
                    : Optional.<Target> empty().stream();
        }).findFirst();
    }

    /**
     * What a path names.
     *
     * @param route the route
     * @param installationId the installation
     * @param invoiceId the invoice, where the route has one
     */
    record Target(Route route, String installationId, Optional<String> invoiceId) {
    }
}
