package org.almagest.columnar.statistics;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.error.CorruptionException;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/// An estimate of how many different values there are: an HLL sketch of Apache DataSketches, in the
/// library's compact form (`HLL_4`, serial version 1). Its standard error is 1.04 over the square
/// root of its registers: 1.6 % for 4,096 of them, 13 % for the fewest, 64; few values are counted
/// exactly.
///
/// What a sketch was not asked for costs nothing: the library looks at the bytes when an estimate is
/// wanted. Immutable.
public final class DistinctSketch {
    /// Log2 of the registers that a load gathers.
    public static final int MOST_BITS = 12;

    /// Log2 of the registers of the smallest sketch that is made.
    public static final int LEAST_BITS = 6;

    /// The library's serial version of these bytes.
    public static final int VERSION = 1;

    private static final int PREAMBLE_BYTES = 8;
    private static final int FAMILY = 7;
    private static final int LEAST_LIBRARY_BITS = 4;
    private static final int MOST_LIBRARY_BITS = 21;

    private final byte[] bytes;
    private final String where;

    /// Made when it is first asked for, -1 before.
    private volatile long estimate = -1;

    private DistinctSketch(byte[] bytes, String where) {
        this.bytes = bytes;
        this.where = where;
    }

    /// Makes an empty sketch to be filled by `DistinctKernels`.
    public static HllSketch collector() {
        return new HllSketch(MOST_BITS, TgtHllType.HLL_8);
    }

    /// Takes what a sketch of the library has seen.
    public static DistinctSketch of(HllSketch sketch) {
        return new DistinctSketch(sketch.copyAs(TgtHllType.HLL_4).toCompactByteArray(), "a sketch in memory");
    }

    /// Takes what a sketch has seen, with as many registers as fit into so many bytes, or the
    /// fewest.
    public static DistinctSketch fitting(HllSketch sketch, int mostBytes) {
        DistinctSketch fine = of(sketch);
        for (int bits = MOST_BITS - 1; bits >= LEAST_BITS && fine.bytes.length > mostBytes; bits--) {
            HllUnion coarse = new HllUnion(bits);
            coarse.update(sketch);
            fine = of(coarse.getResult(TgtHllType.HLL_4));
        }
        return fine;
    }

    /// Takes bytes as they are stored at `where`, which errors name. Throws a `CorruptionException`
    /// where they do not begin as a sketch does; what is wrong behind shows when an estimate is
    /// asked for.
    public static DistinctSketch read(byte[] bytes, String where) {
        boolean begins = bytes.length >= PREAMBLE_BYTES
                && bytes[1] == VERSION
                && bytes[2] == FAMILY
                && bytes[3] >= LEAST_LIBRARY_BITS
                && bytes[3] <= MOST_LIBRARY_BITS
                && bytes[4] >= 0
                && bytes[4] <= MOST_LIBRARY_BITS;
        if (!begins) {
            throw new CorruptionException(where, bytes.length + " other bytes", "an HLL sketch");
        }
        return new DistinctSketch(bytes.clone(), where);
    }

    private HllSketch open() {
        try {
            return HllSketch.heapify(MemorySegment.ofArray(bytes));
        } catch (RuntimeException | AssertionError refused) {
            throw new CorruptionException(
                    where, "what is no HLL sketch (" + refused.getMessage() + ")", "an HLL sketch");
        }
    }

    /// Answers the sketch of all values of the parts, at the least precision among them.
    public static DistinctSketch merge(List<DistinctSketch> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        HllUnion union = new HllUnion(MOST_BITS);
        for (DistinctSketch part : parts) {
            union.update(part.open());
        }
        return of(union.getResult(TgtHllType.HLL_4));
    }

    /// Estimates the number of different values.
    public long estimate() {
        long known = estimate;
        if (known < 0) {
            known = Math.round(open().getEstimate());
            estimate = known;
        }
        return known;
    }

    /// Answers the bytes in the library's form.
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DistinctSketch sketch && Arrays.equals(bytes, sketch.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "about " + estimate() + " different values";
    }
}
