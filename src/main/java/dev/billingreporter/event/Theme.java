package dev.billingreporter.event;

/** The colours of the dashboard around the page. */
public enum Theme {
    LIGHT,
    DARK;

    /** The theme of this name; light if there is none. */
    static Theme named(String name) {
        return "dark".equals(name) ? DARK : LIGHT;
    }

    /** As CloudWatch and the style sheet call it. */
    public String cssName() {
        return this == DARK ? "dark" : "light";
    }
}
