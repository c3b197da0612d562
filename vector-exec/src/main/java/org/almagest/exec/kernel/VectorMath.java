package org.almagest.exec.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.L2D;
import static jdk.incubator.vector.VectorOperators.L2I;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// Functions of doubles on vectors of 512 bits, eight at a time, for at least eight numbers: the last
/// vector ends with the last number and overlaps the one before it. `in` and `out` must not be the
/// same array. Narrower machines have neither conversions nor arithmetic shifts of longs; they take the
/// plain loops of [ConvertKernels] and [LogStages].
final class VectorMath {
    /// The fewest numbers that these kernels take.
    static final int LEAST = 8;

    /// One and a half times 2^52: a number of less than 51 bits, added to it, is rounded half to even
    /// and stands in the lower bits of the sum.
    private static final double ROUNDER = 0x1.8p52;

    /// What the rounder takes at most.
    private static final long ROUNDED = (1L << 50) - 1;

    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;

    private VectorMath() {}

    /// Rounds half to even; answers whether some value does not lie in `low .. last`, whose result
    /// is then anything. Bounds have 32 bits: what is too large for the rounder lies outside of them.
    static boolean roundToInts(double[] in, long low, long last, int count, int[] out) {
        LongVector outside = LongVector.broadcast(LongVector.SPECIES_512, 0L * count);
        LongVector most = LongVector.broadcast(LongVector.SPECIES_512, last);
        for (int at = 0; at < count; at += LEAST) {
            int i = Math.min(at, count - LEAST);
            LongVector n = DoubleVector.fromArray(DOUBLES, in, i)
                    .add(ROUNDER)
                    .reinterpretAsLongs()
                    .sub(ROUNDER_BITS);
            ((IntVector) n.convertShape(L2I, INTS, 0)).intoArray(out, i);
            outside = outside.or(n.sub(low)).or(most.sub(n));
        }
        return outside.reduceLanes(OR) < 0;
    }

    /// Rounds half to even; answers whether all values lie in `low .. last` and have less than 51 bits. Where
    /// one does not, what is written is not said.
    static boolean roundToLongs(double[] in, long low, long last, int count, long[] out) {
        long least = Math.max(low, -ROUNDED);
        LongVector outside = LongVector.broadcast(LongVector.SPECIES_512, 0L * count);
        LongVector most = LongVector.broadcast(LongVector.SPECIES_512, Math.min(last, ROUNDED));
        for (int at = 0; at < count; at += LEAST) {
            int i = Math.min(at, count - LEAST);
            LongVector n = DoubleVector.fromArray(DOUBLES, in, i)
                    .add(ROUNDER)
                    .reinterpretAsLongs()
                    .sub(ROUNDER_BITS);
            n.intoArray(out, i);
            outside = outside.or(n.sub(least)).or(most.sub(n));
        }
        return outside.reduceLanes(OR) >= 0;
    }

    /// Computes what the stages of [LogStages] compute, operation by operation, with the same bits.
    static void log10(double[] in, int count, double[] out) {
        for (int at = 0; at < count; at += LEAST) {
            int i = Math.min(at, count - LEAST);
            LongVector bits = DoubleVector.fromArray(DOUBLES, in, i).reinterpretAsLongs();
            LongVector power = bits.sub(LogStages.SQRT_HALF_BITS).lanewise(ASHR, 52);
            DoubleVector k = (DoubleVector) power.convert(L2D, 0);
            DoubleVector f =
                    bits.sub(power.lanewise(LSHL, 52)).reinterpretAsDoubles().sub(1.0);
            DoubleVector h = f.mul(0.5).mul(f);
            DoubleVector most = f.sub(h);
            DoubleVector cut = most.mul(LogStages.SPLIT);
            DoubleVector high = cut.sub(cut.sub(most));
            DoubleVector s = f.div(f.add(2.0));
            DoubleVector z = s.mul(s);
            DoubleVector w = z.mul(z);
            DoubleVector even = w.mul(LogStages.LG6).add(LogStages.LG4);
            even = w.mul(w.mul(even).add(LogStages.LG2));
            DoubleVector odd = w.mul(LogStages.LG7).add(LogStages.LG5);
            odd = z.mul(w.mul(w.mul(odd).add(LogStages.LG3)).add(LogStages.LG1));
            DoubleVector low = f.sub(high).sub(h.sub(s.mul(h.add(odd.add(even)))));
            DoubleVector y = k.mul(LogStages.LOG10_2_HIGH);
            DoubleVector sum = high.mul(LogStages.INVERSE_LN10_HIGH);
            DoubleVector rest = k.mul(LogStages.LOG10_2_LOW)
                    .add(low.add(high).mul(LogStages.INVERSE_LN10_LOW))
                    .add(low.mul(LogStages.INVERSE_LN10_HIGH));
            DoubleVector total = y.add(sum);
            rest.add(y.sub(total).add(sum)).add(total).intoArray(out, i);
        }
    }
}
