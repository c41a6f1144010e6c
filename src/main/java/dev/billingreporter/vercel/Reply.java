package dev.billingreporter.vercel;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What Vercel replied to a call, after as many attempts as it took.
 *
 * @param <A> what the answer means
 * @param answer the answer, or that there was none
 * @param at when it came
 * @param attempts requests that were sent
 * @param rateLimited answers 429 among them
 * @param wasInDoubt whether one of them may have been carried out without an answer that says so
 * @param vercelId {@code X-Vercel-Id} of the last answer, where it had one: by it Vercel's support finds the request
 */
public record Reply<A>(A answer, Instant at, int attempts, int rateLimited, boolean wasInDoubt, Optional<String> vercelId) {

    public Reply {
        Objects.requireNonNull(answer);
        Objects.requireNonNull(at);
        Objects.requireNonNull(vercelId);
    }
}
