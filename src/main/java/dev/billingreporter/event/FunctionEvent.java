package dev.billingreporter.event;

/** What the function was invoked for: a run over installations, or a look at them. */
public sealed interface FunctionEvent permits RunEvent, WidgetEvent {

    /** Whether something may be sent or written for it. */
    boolean sendsOrWrites();
}
