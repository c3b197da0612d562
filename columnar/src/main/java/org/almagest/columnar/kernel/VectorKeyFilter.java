package org.almagest.columnar.kernel;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.almagest.columnar.scan.KeyParts;

/// Asks a filter for many values at once; `KeyFilterKernels` says what is asked. A vector of values is
/// hashed, the words are gathered, and the four bits of each are shifted to the lowest place.
///
/// Where parts are ranges, 64 neighbours are taken to be of one part; those that are not are asked one by
/// one.
final class VectorKeyFilter {
    private static final VectorSpecies<Long> LONGS = VectorWidth.LONGS;
    private static final VectorSpecies<Integer> INTS = VectorWidth.WIDE ? IntVector.SPECIES_256 : IntVector.SPECIES_128;
    private static final int LANES = VectorWidth.LONG_LANES;
    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    private VectorKeyFilter() {}

    static void longs(long[] values, int rows, long[] words, long[] places, long[] mask) {
        int[] index = new int[LANES];
        int whole = rows & -64;
        for (int from = 0; from < whole; from += 64) {
            long taken = 0;
            for (int i = 0; i < 64 && mask[from >>> 6] != 0; i += LANES) {
                taken |= passes(LongVector.fromArray(LONGS, values, from + i), words, places, index) << i;
            }
            mask[from >>> 6] &= taken;
        }
        KeyFilterKernels.longs(values, whole, rows, words, places, mask);
    }

    static void ints(int[] values, int rows, long[] words, long[] places, long[] mask) {
        int[] index = new int[LANES];
        int whole = rows & -64;
        for (int from = 0; from < whole; from += 64) {
            long taken = 0;
            for (int i = 0; i < 64 && mask[from >>> 6] != 0; i += LANES) {
                taken |= passes(widened(values, from + i), words, places, index) << i;
            }
            mask[from >>> 6] &= taken;
        }
        KeyFilterKernels.ints(values, whole, rows, words, places, mask);
    }

    static void longsByRange(long[] values, int rows, long[] words, long[] places, long low, int shift, long[] mask) {
        int[] index = new int[LANES];
        int whole = rows & -64;
        int last = places.length - 1;
        for (int from = 0; from < whole; from += 64) {
            long asked = mask[from >>> 6];
            if (asked == 0) {
                continue;
            }
            int part = KeyParts.ofWord(values[from], low, shift, places.length);
            long taken = 0;
            long near = 0;
            for (int i = 0; i < 64; i += LANES) {
                LongVector value = LongVector.fromArray(LONGS, values, from + i);
                near |= isOf(part, last, value, low, shift) << i;
                taken |= passesOf(value, words, places[part], index) << i;
            }
            mask[from >>> 6] = asked & near & taken;
            for (long left = asked & ~near; left != 0; left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                mask[from >>> 6] |=
                        KeyFilterKernels.passesByRange(values[from + bit], words, places, low, shift) << bit;
            }
        }
        KeyFilterKernels.longsByRange(values, whole, rows, words, places, low, shift, mask);
    }

    static void intsByRange(int[] values, int rows, long[] words, long[] places, long low, int shift, long[] mask) {
        int[] index = new int[LANES];
        int whole = rows & -64;
        int last = places.length - 1;
        for (int from = 0; from < whole; from += 64) {
            long asked = mask[from >>> 6];
            if (asked == 0) {
                continue;
            }
            int part = KeyParts.ofWord(values[from], low, shift, places.length);
            long taken = 0;
            long near = 0;
            for (int i = 0; i < 64; i += LANES) {
                LongVector value = widened(values, from + i);
                near |= isOf(part, last, value, low, shift) << i;
                taken |= passesOf(value, words, places[part], index) << i;
            }
            mask[from >>> 6] = asked & near & taken;
            for (long left = asked & ~near; left != 0; left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                mask[from >>> 6] |=
                        KeyFilterKernels.passesByRange(values[from + bit], words, places, low, shift) << bit;
            }
        }
        KeyFilterKernels.intsByRange(values, whole, rows, words, places, low, shift, mask);
    }

    private static LongVector widened(int[] values, int at) {
        return (LongVector) IntVector.fromArray(INTS, values, at).convertShape(VectorOperators.I2L, LONGS, 0);
    }

    private static LongVector hash(LongVector key) {
        LongVector product = key.lanewise(VectorOperators.XOR, key.lanewise(VectorOperators.LSHR, 32))
                .mul(KeyFilterKernels.FACTOR);
        return product.lanewise(VectorOperators.XOR, product.lanewise(VectorOperators.LSHR, 29));
    }

    /// Answers a bit for each value that lies in a part, the last of which has no end.
    private static long isOf(long part, long last, LongVector value, long low, int shift) {
        LongVector range = value.sub(low).lanewise(VectorOperators.LSHR, shift).min(last);
        return range.compare(VectorOperators.EQ, part).toLong();
    }

    /// Asks for values of one part.
    private static long passesOf(LongVector value, long[] words, long place, int[] index) {
        LongVector hash = hash(value);
        return bits(hash, hash.and(place & LOWER_HALF).add(place >>> 32), words, index);
    }

    /// Asks for values of parts by hash.
    private static long passes(LongVector value, long[] words, long[] places, int[] index) {
        LongVector hash = hash(value);
        if (places.length == 1) {
            return bits(hash, hash.and(places[0] & LOWER_HALF).add(places[0] >>> 32), words, index);
        }
        LongVector part =
                hash.lanewise(VectorOperators.LSHR, KeyParts.HASH_SHIFT).and(places.length - 1L);
        ((IntVector) part.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(index, 0);
        LongVector place = LongVector.fromArray(LONGS, places, 0, index, 0);
        LongVector word = hash.and(place).and(LOWER_HALF).add(place.lanewise(VectorOperators.LSHR, 32));
        return bits(hash, word, words, index);
    }

    private static long bits(LongVector hash, LongVector at, long[] words, int[] index) {
        ((IntVector) at.convertShape(VectorOperators.L2I, INTS, 0)).intoArray(index, 0);
        LongVector word = LongVector.fromArray(LONGS, words, 0, index, 0);
        LongVector all = word.lanewise(VectorOperators.LSHR, hash.lanewise(VectorOperators.LSHR, 58))
                .and(word.lanewise(VectorOperators.LSHR, hash.lanewise(VectorOperators.LSHR, 52)))
                .and(word.lanewise(VectorOperators.LSHR, hash.lanewise(VectorOperators.LSHR, 46)))
                .and(word.lanewise(VectorOperators.LSHR, hash.lanewise(VectorOperators.LSHR, 40)))
                .and(1L);
        VectorMask<Long> passed = all.compare(VectorOperators.NE, 0L);
        return passed.toLong();
    }
}
