package dev.billingreporter.vercel;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its answer. Both together have one budget of time and one of memory. What has come when a budget is used
 * up is the answer, and the rest is not waited for: over HTTP/1.1 the connection is closed, over HTTP/2 the stream is
 * reset.
 */
final class Exchange {

    private static final List<String> HEADERS = List.of("retry-after", "x-ratelimit-reset", "x-vercel-id");
    /** Error bodies are short. What is longer is not worth its memory and time. */
    private static final int LONGEST_ERROR = 8 * 1024;
    private static final int LONGEST_RESULT = 256 * 1024;
    /** How long the body of an answer that is known already may take to end, so that its connection can be used again. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final Call call;
    private final Duration budget;
    private final Vertx vertx;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    // guarded by this
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Optional<HttpClientRequest> request = Optional.empty();
    private Optional<HttpClientResponse> head = Optional.empty();
    private boolean isAbandoned;
    private boolean isTimedOut;

    Exchange(Call call, Duration budget, Vertx vertx) {
        this.call = call;
        this.budget = budget;
        this.vertx = vertx;
    }

    void start(HttpClient client, RequestOptions options) {
        client.request(options).onSuccess(this::connected).onFailure(this::failed);
    }

    /** Waits for the answer, as long as the budget lasts. */
    Answer await() throws InterruptedException {
        try {
            return answer.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return timedOut();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            if (!answer.isDone()) { // interrupted
                abandon();
            }
        }
    }

    /** Whether the budget of time was used up before the answer was there. */
    synchronized boolean isTimedOut() {
        return isTimedOut;
    }

    private Answer timedOut() {
        synchronized (this) {
            isTimedOut = !answer.isDone();
            broken("it took longer than " + budget.toMillis() + " ms");
        }
        if (isTimedOut()) {
            abandon();
        }
        return answer.join();
    }

    private void connected(HttpClientRequest connected) {
        if (!keep(connected)) {
            connected.reset();
            return;
        }
        connected.exceptionHandler(this::failed);
        connected.response().onSuccess(this::answered).onFailure(this::failed);
        if (call.body().isPresent()) {
            connected.end(Buffer.buffer(call.body().get()));
        } else if (call.method() == Call.Method.POST) {
            connected.putHeader("Content-Length", "0").end();
        } else {
            connected.end();
        }
    }

    private synchronized boolean keep(HttpClientRequest connected) {
        request = Optional.of(connected);
        return !isAbandoned;
    }

    private synchronized void answered(HttpClientResponse response) {
        head = Optional.of(response);
        response.exceptionHandler(this::failed).handler(this::read).endHandler(end -> ended());
        if (isSuccess() && call.success().isDecidedByHead()) {
            answer.complete(http());
            var rest = budget.dividedBy(4).compareTo(LONGEST_REST) < 0 ? budget.dividedBy(4) : LONGEST_REST;
            var timer = vertx.setTimer(Math.max(1, rest.toMillis()), late -> abandon());
            response.endHandler(end -> vertx.cancelTimer(timer));
        }
    }

    private void read(Buffer bytes) {
        if (isTooLong(bytes)) {
            abandon();
        }
    }

    private synchronized boolean isTooLong(Buffer bytes) {
        var isResult = isSuccess() && !call.success().isDecidedByHead();
        var left = (isResult ? LONGEST_RESULT : LONGEST_ERROR) - body.size();
        body.writeBytes(bytes.getBytes(0, Math.min(left, bytes.length())));
        if (bytes.length() < left) {
            return false;
        }
        broken("it is too long");
        return true;
    }

    private synchronized void ended() {
        answer.complete(http());
    }

    private synchronized void failed(Throwable failure) {
        broken(reason(failure));
    }

    /** The answer is what has come, and that is nothing where the head has not, or where all of the body is needed. */
    private void broken(String reason) {
        if (answer.isDone()) {
            return;
        }
        if (head.isEmpty()) {
            answer.complete(new Answer.None(reason));
        } else if (isSuccess()) {
            answer.complete(
                    new Answer.None("the body of an answer " + call.success().status() + " is not complete: " + reason));
        } else {
            answer.complete(http());
        }
    }

    /** Ends it. Never called under this lock: Vert.x holds locks of its own when it resets, and when it calls back. */
    private void abandon() {
        Optional<HttpClientRequest> started;
        synchronized (this) {
            isAbandoned = true;
            started = request;
        }
        started.ifPresent(HttpClientRequest::reset);
    }

    private boolean isSuccess() {
        return head.orElseThrow().statusCode() == call.success().status();
    }

    private Answer.Http http() {
        var response = head.orElseThrow();
        var headers = new HashMap<String, String>();
        for (var name : HEADERS) {
            var value = response.getHeader(name);
            if (value != null) {
                headers.put(name, Printable.text(value, call.accessToken()));
            }
        }
        return new Answer.Http(response.statusCode(), headers,
                call.accessToken().redactedFrom(body.toString(StandardCharsets.UTF_8)));
    }

    private String reason(Throwable failure) {
        var cause = failure;
        for (var depth = 0; cause.getCause() != null && depth < 10; depth++) {
            cause = cause.getCause();
        }
        var message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Printable.text(message, call.accessToken());
    }
}
