package dev.billingreporter.failure;

import java.util.Arrays;

/** Why something was not submitted. The names stand in answers, checkpoints and metrics. */
public enum FailureKind {
    /** Something in the tables cannot be used. */
    INVALID_DATA,
    /** Vercel answered 400 or another 4xx that has no kind of its own, or it was refused before sending. */
    INVALID_REQUEST,
    /** Vercel answered 401. */
    UNAUTHORIZED,
    /** Vercel answered 403. */
    FORBIDDEN,
    /** Vercel answered 404 or 410: the installation is gone. */
    GONE,
    /** Vercel answered 429 until attempts or time ran out. */
    RATE_LIMITED,
    /** Vercel answered 5xx or 408 until attempts ran out, or something that is no answer of the endpoint. */
    SERVER_ERROR,
    /** Vercel or a table could not be reached. */
    UNREACHABLE,
    /** The day ended more than 24 hours ago and can no longer be corrected. */
    TOO_OLD,
    /** The invocation's time ran out. */
    OUT_OF_TIME,
    /** A fault of the function itself. */
    INTERNAL;

    /**
     * The kind that was recorded under this name. One that only a later version of the function knows must not stop this one,
     * which may have been rolled back to: it is {@link #INTERNAL}.
     */
    public static FailureKind recorded(String name) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst().orElse(INTERNAL);
    }
}
