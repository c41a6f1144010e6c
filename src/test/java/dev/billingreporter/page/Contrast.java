package dev.billingreporter.page;

import java.util.stream.IntStream;

/** The contrast of two colours (WCAG 2.2, "contrast ratio"): 1 to 21. */
final class Contrast {

    private Contrast() {
    }

    /** Of colours such as {@code #16191f}. */
    static double of(String one, String other) {
        var lightness = IntStream.of(Integer.parseInt(one.substring(1), 16), Integer.parseInt(other.substring(1), 16))
                .mapToDouble(Contrast::luminance).sorted().toArray();
        return (lightness[1] + 0.05) / (lightness[0] + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16 & 255) + 0.7152 * linear(colour >> 8 & 255) + 0.0722 * linear(colour & 255);
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
