package org.almagest.columnar.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// All native memory as one segment that is indexed by address. Code that follows addresses from
/// block to block thereby sees a single constant segment, which the JIT compiles to plain loads.
/// Whoever uses an address answers for its buffer still being open.
public final class NativeSpace {
    public static final MemorySegment ALL = everything();
    public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    public static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /// Big-endian, so that eight bytes of a key compare like the number that they make.
    public static final ValueLayout.OfLong KEY_WORD = LONG.withOrder(ByteOrder.BIG_ENDIAN);

    private NativeSpace() {}

    @SuppressWarnings("restricted")
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }
}
