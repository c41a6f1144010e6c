package dev.billingreporter.vercel;

/**
 * How often something was sent.
 *
 * @param attempts requests
 * @param rateLimited those that were answered with 429
 * @param uncertain those of which nobody knows whether they were carried out: no answer, 5xx or 408
 */
record Tries(int attempts, int rateLimited, int uncertain) {

    static final Tries NONE = new Tries(0, 0, 0);

    Tries plus(Answer answer) {
        var status = answer instanceof Answer.Http http ? http.status() : 0;
        return new Tries(attempts + 1, rateLimited + (status == 429 ? 1 : 0),
                uncertain + (status == 0 || status == 408 || status >= 500 ? 1 : 0));
    }

    /** Attempts but those answered with 429: they use up no attempt. */
    int counted() {
        return attempts - rateLimited;
    }
}
