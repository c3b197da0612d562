package org.almagest.jdbc.fetch;

import java.lang.foreign.MemorySegment;

/// A piece of the caller's memory that a fetch fills from front to back.
final class Part {
    private MemorySegment memory = MemorySegment.NULL;
    private long usedBytes;
    private long wantedBytes;
    private boolean blank;

    MemorySegment memory() {
        return memory;
    }

    long usedBytes() {
        return usedBytes;
    }

    /// Declares whether what is used is all zeros, as it was when the caller gave it.
    void setBlank(boolean isBlank) {
        blank = isBlank;
    }

    /// Answers the bytes that the caller finds something in.
    long writtenBytes() {
        return blank ? 0 : usedBytes;
    }

    long wantedBytes() {
        return wantedBytes;
    }

    boolean isShort() {
        return wantedBytes > memory.byteSize();
    }

    /// Asks for room behind what is used.
    void want(long moreBytes) {
        wantedBytes = Math.addExact(usedBytes, moreBytes);
    }

    /// Declares that so many more bytes are used.
    void advance(long bytes) {
        usedBytes += bytes;
    }

    /// Goes on in other memory, which begins with what was written before.
    void moveTo(MemorySegment other) {
        if (other.byteSize() < wantedBytes) {
            throw new IllegalArgumentException(
                    "a part must have the bytes that it wants, " + wantedBytes + ": " + other.byteSize());
        }
        memory = other;
    }
}
