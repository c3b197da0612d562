package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;

/// The one door to the decode kernels: scalar code or the Vector API behind the same signatures.
///
/// The system property `almagest.kernels` decides: `scalar` never uses vectors, `vector` uses them
/// from the first call wherever vectors of 256 bits or more exist, `auto` (the default) starts scalar
/// and goes over once the vector kernels are compiled and have won a race ([KernelSet]). They lose on
/// machines whose vectors are 512 bits wide but lack a byte permute (AVX-512 without VBMI); those stay
/// scalar, as do machines with vectors of 128 bits alone and a JVM without `jdk.incubator.vector`.
/// Both give the same bits, so the moment of the switch changes no answer.
///
/// Pages are native memory: always `MemorySegment.ofAddress(a).reinterpret(n)`, because a second
/// class of segment slows every kernel by an order of magnitude. Offsets count bytes from the
/// segment's start.
///
/// The caller answers for bounds. Kernels read up to 64 bytes beyond the last packed bit, and write
/// whole vectors: arrays hold at least 1,024 elements and what stands behind the last value is
/// unspecified. A wrong offset gives an exception, never a stray access. No kernel allocates.
public final class DecodeKernels {
    /// Elements of a table of left parts: every 3-bit index has one.
    public static final int LEFT_PARTS = 8;

    private static final KernelSet SET = new KernelSet("almagest-decode-kernels", DecodeRounds::new);

    private DecodeKernels() {}

    /// As [KernelSet#warmUp].
    public static boolean warmUp() {
        return SET.warmUp();
    }

    /// As [KernelSet#warmUpAside].
    public static void warmUpAside() {
        SET.warmUpAside();
    }

    /// Tells whether vector kernels are in use at this moment.
    public static boolean usesVectors() {
        return SET.usesVectors();
    }

    /// Unpacks `count` values of `width` bits (0 to 32) and adds `base`.
    public static void unpackInts(MemorySegment page, long offset, int width, int base, int count, int[] out) {
        if (!vectorBlock()) {
            ScalarDecode.unpackInts(page, offset, width, base, count, out);
        } else if (width <= VectorDecode.MAX_INT_WIDTH) {
            VectorDecode.unpackInts(page, offset, width, base, count, out);
        } else {
            VectorDecode.unpackWideInts(page, offset, width, base, count, out);
        }
    }

    /// Unpacks `count` values of `width` bits (0 to 57) and adds `base`.
    public static void unpackLongs(MemorySegment page, long offset, int width, long base, int count, long[] out) {
        if (vectorBlock()) {
            VectorDecode.unpackLongs(page, offset, width, base, count, out);
        } else {
            ScalarDecode.unpackLongs(page, offset, width, base, count, out);
        }
    }

    /// Unpacks as [#unpackLongs] and answers `(double) value * factor * fraction`, rounded after
    /// each product.
    public static void alpDoubles(
            MemorySegment page,
            long offset,
            int width,
            long base,
            double factor,
            double fraction,
            int count,
            double[] out) {
        if (vectorBlock()) {
            VectorDecode.alpDoubles(page, offset, width, base, factor, fraction, count, out);
        } else {
            ScalarDecode.alpDoubles(page, offset, width, base, factor, fraction, count, out);
        }
    }

    /// Unpacks as [#unpackInts] with at most 25 bits and answers `value * scale`, a product of
    /// doubles, rounded to a float.
    public static void alpFloats(
            MemorySegment page, long offset, int width, int base, double scale, int count, float[] out) {
        if (vectorBlock()) {
            VectorDecode.alpFloats(page, offset, width, base, scale, count, out);
        } else {
            ScalarDecode.alpFloats(page, offset, width, base, scale, count, out);
        }
    }

    /// Unpacks right parts of `rightBits` (0 to 57) and codes of `codeBits` (0 to 3) and answers
    /// the doubles with the bits `lefts[code] | right`. `lefts` has [#LEFT_PARTS] elements and
    /// repeats after `2^codeBits` of them, its low `rightBits` clear.
    public static void joinDoubles(
            MemorySegment page,
            long rightAt,
            int rightBits,
            long codesAt,
            int codeBits,
            long[] lefts,
            int count,
            double[] out) {
        if (vectorBlock()) {
            VectorJoin.joinDoubles(page, rightAt, rightBits, codesAt, codeBits, lefts, count, out);
        } else {
            ScalarDecode.joinDoubles(page, rightAt, rightBits, codesAt, codeBits, lefts, count, out);
        }
    }

    /// Joins as [#joinDoubles], with right parts of at most 25 bits; the left parts' low 32 bits
    /// count.
    public static void joinFloats(
            MemorySegment page,
            long rightAt,
            int rightBits,
            long codesAt,
            int codeBits,
            long[] lefts,
            int count,
            float[] out) {
        if (vectorBlock()) {
            VectorJoin.joinFloats(page, rightAt, rightBits, codesAt, codeBits, lefts, count, out);
        } else {
            ScalarDecode.joinFloats(page, rightAt, rightBits, codesAt, codeBits, lefts, count, out);
        }
    }

    /// Replaces element `i` by `base + ((start + element 0 + ... + element i) << shift)`.
    public static void sumLongs(long[] inOut, int count, long start, int shift, long base) {
        if (vectorBlock()) {
            VectorJoin.sumLongs(inOut, count, start, shift, base);
        } else {
            ScalarDecode.sumLongs(inOut, count, start, shift, base);
        }
    }

    /// Spreads the first `values` elements over `rows` rows, in place: row `i` gets the next value
    /// where bit `i` of `validity` is set and 0 elsewhere. `validity` has exactly `values` bits
    /// set, none beyond `rows`.
    public static void expandInts(int[] inOut, long[] validity, int rows, int values) {
        if (vectorBlock()) {
            VectorDecode.expandInts(inOut, validity, rows, values);
        } else {
            ScalarDecode.expandInts(inOut, validity, rows, values);
        }
    }

    /// Spreads as [#expandInts].
    public static void expandLongs(long[] inOut, long[] validity, int rows, int values) {
        if (vectorBlock()) {
            VectorDecode.expandLongs(inOut, validity, rows, values);
        } else {
            ScalarDecode.expandLongs(inOut, validity, rows, values);
        }
    }

    /// Spreads as [#expandInts].
    public static void expandFloats(float[] inOut, long[] validity, int rows, int values) {
        if (vectorBlock()) {
            VectorDecode.expandFloats(inOut, validity, rows, values);
        } else {
            ScalarDecode.expandFloats(inOut, validity, rows, values);
        }
    }

    /// Spreads as [#expandInts].
    public static void expandDoubles(double[] inOut, long[] validity, int rows, int values) {
        if (vectorBlock()) {
            VectorDecode.expandDoubles(inOut, validity, rows, values);
        } else {
            ScalarDecode.expandDoubles(inOut, validity, rows, values);
        }
    }

    /// Writes `count` byte strings one behind the other: string `i` has `lengths[i]` bytes, the
    /// first `prefixLength` (0 to 64) from `prefix`, the others from the run of suffixes. `out` has
    /// 128 bytes more than the total.
    public static void copyPrefixed(
            MemorySegment page, long prefix, int prefixLength, long suffixes, int[] lengths, int count, byte[] out) {
        if (vectorBlock()) {
            VectorDecode.copyPrefixed(page, prefix, prefixLength, suffixes, lengths, count, out);
        } else {
            ScalarDecode.copyPrefixed(page, prefix, prefixLength, suffixes, lengths, count, out);
        }
    }

    /// Answers whether to take the vector version for this block.
    static boolean vectorBlock() {
        return SET.vectorBlock();
    }
}
