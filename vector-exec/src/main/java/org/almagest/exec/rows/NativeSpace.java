package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// All native memory as one segment that is indexed by address. Code that follows addresses from
/// block to block thereby sees a single constant segment, which the JIT compiles to plain loads.
/// Whoever uses an address answers for its buffer still being open.
final class NativeSpace {
    static final MemorySegment ALL = everything();
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private NativeSpace() {}

    @SuppressWarnings("restricted")
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }
}
