package dev.billingreporter.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedBytesTest {

    private final BoundedBytes bytes = new BoundedBytes(4);

    @Test
    void whatFitsIsKept() {
        bytes.write('a');
        bytes.write(new byte[] { 'x', 'b', 'c', 'x' }, 1, 2);
        bytes.write('d');

        assertThat(bytes.size()).isEqualTo(4);
        assertThat(bytes.toByteArray()).containsExactly('a', 'b', 'c', 'd');
    }

    @Test
    void whatGoesBeyondIsOnlyCounted() {
        bytes.write(new byte[] { 'a', 'b', 'c' }, 0, 3);
        bytes.write(new byte[] { 'd', 'e' }, 0, 2);
        bytes.write('f');

        assertThat(bytes.size()).isEqualTo(6);
        assertThat(bytes.toByteArray()).containsExactly('a', 'b', 'c');
    }
}
