package org.almagest.columnar.kernel;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/// Spells numbers on vectors; `DecimalText.spellScalar` says what comes out. A pass for each
/// halving: one for all of them would have too many operations to be compiled well.
final class VectorDecimals {
    private static final int LANES = VectorWidth.LONG_LANES;

    private VectorDecimals() {}

    /// Arrays hold a multiple of eight elements.
    static void spell(long[] inOut, int count) {
        halve(inOut, count);
        quarter(inOut, count);
        digits(inOut, count);
    }

    private static void halve(long[] inOut, int count) {
        for (int i = 0; i < count; i += LANES) {
            LongVector number = LongVector.fromArray(VectorWidth.LONGS, inOut, i);
            LongVector half = number.mul(109_951_163L).lanewise(VectorOperators.LSHR, 40);
            LongVector rest = number.sub(half.mul(10_000)).lanewise(VectorOperators.LSHL, 32);
            half.or(rest).intoArray(inOut, i);
        }
    }

    private static void quarter(long[] inOut, int count) {
        for (int i = 0; i < count; i += LANES) {
            LongVector fours = LongVector.fromArray(VectorWidth.LONGS, inOut, i);
            LongVector hundreds =
                    fours.mul(10_486).lanewise(VectorOperators.LSHR, 20).and(0x0000_007F_0000_007FL);
            LongVector rest = fours.sub(hundreds.mul(100)).lanewise(VectorOperators.LSHL, 16);
            hundreds.or(rest).intoArray(inOut, i);
        }
    }

    private static void digits(long[] inOut, int count) {
        for (int i = 0; i < count; i += LANES) {
            LongVector twos = LongVector.fromArray(VectorWidth.LONGS, inOut, i);
            LongVector tens = twos.mul(103).lanewise(VectorOperators.LSHR, 10).and(0x000F_000F_000F_000FL);
            LongVector rest = twos.sub(tens.mul(10)).lanewise(VectorOperators.LSHL, 8);
            tens.or(rest).or(0x3030_3030_3030_3030L).intoArray(inOut, i);
        }
    }
}
