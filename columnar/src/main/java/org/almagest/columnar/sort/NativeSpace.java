package org.almagest.columnar.sort;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// All native memory as one segment that is indexed by address: code that follows addresses from
/// chunk to chunk sees a single constant. Whoever uses an address answers for its memory.
final class NativeSpace {
    static final MemorySegment ALL = everything();
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /// Big-endian, so that eight bytes of a key compare like the number that they make.
    static final ValueLayout.OfLong KEY_WORD = LONG.withOrder(ByteOrder.BIG_ENDIAN);

    private NativeSpace() {}

    @SuppressWarnings("restricted")
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }
}
