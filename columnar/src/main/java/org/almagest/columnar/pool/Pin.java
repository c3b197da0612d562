package org.almagest.columnar.pool;

import java.lang.foreign.MemorySegment;

/// A hold on one page at a time: while it is held, the page stays where it is. Owned by one thread
/// and reused from page to page, so that pinning allocates nothing.
public final class Pin implements AutoCloseable {
    private static final Frame NONE = Frame.none();

    private Frame frame = NONE;
    private boolean hit;

    void hold(Frame pinned, boolean wasHit) {
        assert frame == NONE : "a pin holds one page at a time";
        frame = pinned;
        hit = wasHit;
    }

    public boolean isHeld() {
        return frame != NONE;
    }

    /// Answers the page's bytes, exactly; valid until `close()`.
    public MemorySegment bytes() {
        return frame.bytes();
    }

    /// Answers whether the page was in the pool when it was pinned.
    public boolean wasHit() {
        return hit;
    }

    /// Lets go of the page, if there is one.
    @Override
    public void close() {
        if (frame != NONE) {
            Frame held = frame;
            frame = NONE;
            held.unpin();
        }
    }
}
