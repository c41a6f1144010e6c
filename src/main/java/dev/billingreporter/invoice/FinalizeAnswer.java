package dev.billingreporter.invoice;

import dev.billingreporter.failure.Failure;
import java.util.Objects;

/** What Vercel answered when it was told that an uninstalled installation gets no more invoices. */
public sealed interface FinalizeAnswer {

    /** 204. */
    record Finalized() implements FinalizeAnswer {
    }

    /**
     * The token is dead or the installation gone: 401, 403, 404, 410.
     *
     * @param failure what it said
     */
    record Gone(Failure failure) implements FinalizeAnswer {

        public Gone {
            Objects.requireNonNull(failure);
        }
    }

    /**
     * No answer, 408 or 5xx: perhaps it has done it.
     *
     * @param failure what it said, or what kept it from answering
     */
    record Unknown(Failure failure) implements FinalizeAnswer {

        public Unknown {
            Objects.requireNonNull(failure);
        }
    }

    /**
     * Any other answer: it has not done it.
     *
     * @param failure what it said
     */
    record Refused(Failure failure) implements FinalizeAnswer {

        public Refused {
            Objects.requireNonNull(failure);
        }
    }

    /** Any answer but 204, or none: {@code failure} says which. */
    static FinalizeAnswer failed(Failure failure) {
        var status = failure.httpStatus().orElse(0);
        return switch (status) {
            case 401, 403, 404, 410 -> new Gone(failure);
            case 0, 408 -> new Unknown(failure);
            default -> status >= 500 ? new Unknown(failure) : new Refused(failure);
        };
    }
}
