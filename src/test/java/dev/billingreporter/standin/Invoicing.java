package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the endpoint keeps of invoices and of uninstalled installations, and what it answers. */
final class Invoicing {

    /** How long after an uninstall the final invoice is waited for. */
    private static final Duration WINDOW = Duration.ofHours(24);

    private final Map<String, List<AcceptedInvoice>> invoices = new HashMap<>();
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, BigDecimal> totals = new HashMap<>();
    private final Map<String, Instant> uninstalledAt = new HashMap<>();
    private final Set<String> finalized = new HashSet<>();
    private int made;

    /** What is wrong with a body that keeps the rules by itself. */
    private record Conflict(int status, String code, String message) {
    }

    /** "Submit an invoice". */
    synchronized Answer submit(String installationId, byte[] bytes) {
        JsonNode body;
        try {
            body = JsonRules.read(bytes);
        } catch (Violation e) {
            return Answer.refused(400, "bad_request", e.getMessage());
        }
        var isTest = InvoiceRules.isTest(body);
        try {
            var total = InvoiceRules.check(body);
            var conflict = conflict(installationId, body);
            if (conflict.isPresent()) {
                return isTest ? invalid(conflict.get().message(), body)
                        : Answer.refused(conflict.get().status(), conflict.get().code(), conflict.get().message());
            }
            return ok(isTest ? tested() : made(installationId, body, total), body);
        } catch (Violation e) {
            return isTest ? invalid(e.getMessage(), body) : Answer.refused(400, "bad_request", e.getMessage());
        }
    }

    private Optional<Conflict> conflict(String installationId, JsonNode body) {
        var earlier = of(installationId);
        if (earlier.stream().anyMatch(invoice -> invoice.body().get("externalId").equals(body.get("externalId")))) {
            return Optional.of(new Conflict(409, "conflict", "there is an invoice with this externalId"));
        }
        for (var invoice : earlier) {
            if (invoice.body().path("final").asBoolean()) {
                return Optional.of(new Conflict(400, "bad_request", "the final invoice has been submitted"));
            }
            if (start(invoice.body()).equals(start(body))
                    && invoiced(invoice.body()).stream().anyMatch(invoiced(body)::contains)) {
                return Optional.of(new Conflict(400, "bad_request", "a resource can be invoiced once for a period and plan"));
            }
        }
        if (body.path("final").asBoolean() && !uninstalledAt.containsKey(installationId)) {
            return Optional
                    .of(new Conflict(400, "bad_request", "final is only for an installation whose uninstall is pending"));
        }
        return Optional.empty();
    }

    private static Instant start(JsonNode body) {
        return Instant.parse(body.at("/period/start").textValue());
    }

    /** Plans and resources that have an item. */
    private static Set<List<String>> invoiced(JsonNode body) {
        var invoiced = new HashSet<List<String>>();
        body.get("items")
                .forEach(
                        item -> invoiced.add(List.of(item.get("billingPlanId").textValue(), item.path("resourceId").asText())));
        return invoiced;
    }

    private static ObjectNode tested() {
        return JsonNodeFactory.instance.objectNode().put("test", true);
    }

    private static Answer invalid(String error, JsonNode body) {
        var json = tested();
        json.putArray("validationErrors").add(error);
        return ok(json, body);
    }

    private static Answer ok(JsonNode json, JsonNode done) {
        return new Answer(200, Optional.of(json), Optional.of(done));
    }

    private JsonNode made(String installationId, JsonNode body, BigDecimal total) {
        made++;
        var invoice = new AcceptedInvoice("inv_" + made, body, total);
        invoices.computeIfAbsent(installationId, id -> new ArrayList<>()).add(invoice);
        return JsonNodeFactory.instance.objectNode().put("invoiceId", invoice.invoiceId());
    }

    /** "Finalize". */
    synchronized Answer finalizeInstallation(String installationId) {
        if (!uninstalledAt.containsKey(installationId)) {
            return Answer.refused(409, "conflict", "no uninstall is pending");
        }
        finalized.add(installationId);
        return new Answer(204, Optional.empty(), Optional.of(MissingNode.getInstance()));
    }

    /** "Get Invoice". */
    synchronized Answer get(String installationId, String invoiceId) {
        var found = of(installationId).stream().filter(invoice -> invoice.invoiceId().equals(invoiceId)).findFirst();
        if (found.isEmpty()) {
            return Answer.refused(404, "not_found", "there is no such invoice");
        }
        var invoice = found.get();
        var answer = JsonNodeFactory.instance.objectNode().put("invoiceId", invoiceId)
                .put("state", states.getOrDefault(invoiceId, "pending"))
                .put("externalId", invoice.externalId())
                .put("total", totals.getOrDefault(invoiceId, invoice.total()).toPlainString());
        for (var property : List.of("invoiceDate", "memo", "period", "items", "discounts")) {
            Optional.ofNullable(invoice.body().get(property)).ifPresent(value -> answer.set(property, value));
        }
        return ok(answer, MissingNode.getInstance());
    }

    /** Whether the installation's token works no more: it was finalized, or the time for its final invoice is over. */
    synchronized boolean isTokenDead(String installationId, Instant now) {
        var closesAt = Optional.ofNullable(uninstalledAt.get(installationId)).map(at -> at.plus(WINDOW));
        return finalized.contains(installationId) || closesAt.filter(end -> !now.isBefore(end)).isPresent();
    }

    synchronized void uninstalling(String installationId, Instant at) {
        uninstalledAt.put(installationId, at);
    }

    synchronized void state(String invoiceId, String state) {
        states.put(invoiceId, state);
    }

    synchronized void total(String invoiceId, BigDecimal total) {
        totals.put(invoiceId, total);
    }

    synchronized List<AcceptedInvoice> accepted(String installationId) {
        return List.copyOf(of(installationId));
    }

    synchronized boolean isFinalized(String installationId) {
        return finalized.contains(installationId);
    }

    synchronized void clear() {
        invoices.clear();
        states.clear();
        totals.clear();
        uninstalledAt.clear();
        finalized.clear();
        made = 0;
    }

    private List<AcceptedInvoice> of(String installationId) {
        return invoices.getOrDefault(installationId, List.of());
    }
}
