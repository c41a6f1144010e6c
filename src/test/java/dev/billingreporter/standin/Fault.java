package dev.billingreporter.standin;

import java.util.Map;

/** What the stand-in does instead of doing what it was asked for. */
public sealed interface Fault {

    /** Whether what was asked for is done all the same. */
    default boolean takes() {
        return this instanceof TakenBut || this instanceof TakenThen || this instanceof InterimFirst;
    }

    /** Answers with this status, headers and body. */
    record Status(int status, Map<String, String> headers, String body) implements Fault {

        public Status(int status) {
            this(status, Map.of(), "{\"error\":{\"code\":\"scripted\",\"message\":\"scripted answer %d\"}}".formatted(status));
        }

        /** Answers with this status and this body in JSON. */
        public Status(int status, String json) {
            this(status, Map.of("Content-Type", "application/json"), json);
        }
    }

    /** Does what it was asked for, and answers with this status and no body instead. */
    record TakenBut(int status) implements Fault {
    }

    /** Does what it was asked for, and then answers as this fault does. */
    record TakenThen(Fault answer) implements Fault {
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

    /** Writes the head with this status, promises a body, writes this much of it and closes; over HTTP/1.1 only. */
    record CloseMidBody(int status, String start) implements Fault {

        public CloseMidBody(int status) {
            this(status, "{\"error\":");
        }
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

    /** Sends this interim answer, and then does what it was asked for. */
    record InterimFirst(int status) implements Fault {
    }

    /** Writes these characters instead of an answer and closes; over HTTP/1.1 only. */
    record Raw(String answer) implements Fault {
    }
}
