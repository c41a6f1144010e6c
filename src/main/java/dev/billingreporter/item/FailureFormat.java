package dev.billingreporter.item;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.time.Instants;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How a failure stands in an item, beside the instant at which it came: read and written here, and nowhere else. */
public final class FailureFormat {

    private static final String AT = "at";
    private static final String KIND = "kind";
    private static final String HTTP_STATUS = "httpStatus";
    private static final String MESSAGE = "message";

    private FailureFormat() {
    }

    /**
     * When it came.
     *
     * @throws InvalidItemException naming the attribute that cannot be used
     */
    public static Instant at(Item item) {
        return item.instant(AT);
    }

    /**
     * What it was.
     *
     * @throws InvalidItemException naming the attribute that cannot be used
     */
    public static Failure failure(Item item) {
        return new Failure(FailureKind.recorded(item.text(KIND)), item.optionalNumber(HTTP_STATUS).map(Number::intValue),
                item.text(MESSAGE));
    }

    /** Its attributes as plain Java values; others may be added. */
    public static Map<String, Object> write(Instant at, Failure failure) {
        var map = new HashMap<String, Object>();
        map.put(AT, Instants.text(at));
        map.put(KIND, failure.kind().name());
        failure.httpStatus().ifPresent(status -> map.put(HTTP_STATUS, BigDecimal.valueOf(status)));
        map.put(MESSAGE, failure.message());
        return map;
    }
}
