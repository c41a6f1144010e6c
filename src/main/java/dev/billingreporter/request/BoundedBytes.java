package dev.billingreporter.request;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps what is written to it, up to a number of bytes; beyond that it only counts. */
final class BoundedBytes extends OutputStream {

    /** A common body fits without growing. */
    private static final int COMMON_SIZE = 4096;

    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(COMMON_SIZE);
    private long size;

    BoundedBytes(int most) {
        this.most = most;
    }

    @Override
    public void write(int value) {
        if (++size <= most) {
            kept.write(value);
        }
    }

    @Override
    public void write(byte[] values, int offset, int length) {
        size += length;
        if (size <= most) {
            kept.write(values, offset, length);
        }
    }

    /** How much was written, kept or not. */
    long size() {
        return size;
    }

    /** All of it, if no more than may be was written. */
    byte[] toByteArray() {
        return kept.toByteArray();
    }
}
