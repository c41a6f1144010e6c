package dev.billingreporter.standin;

import java.util.Map;

/** What the stand-in does instead of taking a submission. */
public sealed interface Fault {

    /** Answers with this status, headers and body. */
    record Status(int status, Map<String, String> headers, String body) implements Fault {

        public Status(int status) {
            this(status, Map.of(), "{\"error\":{\"code\":\"scripted\",\"message\":\"scripted answer %d\"}}".formatted(status));
        }
    }

    /** Takes the submission, and answers with this status instead of 201. */
    record TakenBut(int status) implements Fault {
    }

    /** Reads the request and never answers. */
    record NeverAnswer() implements Fault {
    }

    /** Closes the connection when the request was read. */
    record CloseBeforeHead() implements Fault {
    }

    /** Writes half a head and closes. */
    record CloseMidHead() implements Fault {
    }

    /** Writes the head with this status, promises a body, writes half of it and closes. */
    record CloseMidBody(int status) implements Fault {
    }

    /** Answers with this status and a body of so many bytes. */
    record HugeBody(int status, long bytes) implements Fault {
    }

    /** Answers with this status and a body that never ends, a few bytes now and then. */
    record EndlessBody(int status) implements Fault {
    }

    /** Answers something that is not HTTP. */
    record Garbage() implements Fault {
    }

    /** Answers with this status, promises a body, writes this much of it, and then nothing more. */
    record StallingBody(int status, String start) implements Fault {
    }

    /** Sends this interim answer, and then takes the submission. */
    record InterimFirst(int status) implements Fault {
    }

    /** Writes these characters instead of an answer and closes; over HTTP/1.1 only. */
    record Raw(String answer) implements Fault {
    }
}
