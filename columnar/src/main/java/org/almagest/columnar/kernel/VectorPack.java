package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [ScalarPack] on 512-bit vectors: a load, a compress by eight bits of the bitmap, and a store of a
/// whole vector, of which the next one overwrites what does not count.
final class VectorPack {
    private static final VectorSpecies<Double> D512 = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Float> F256 = FloatVector.SPECIES_256;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int LANES = 8;

    private VectorPack() {}

    static int doubles(MemorySegment page, long offset, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i += LANES) {
            long some = bits[i >>> 6] >>> i & 0xFF;
            DoubleVector.fromMemorySegment(D512, page, offset + 8L * i, LITTLE)
                    .compress(VectorMask.fromLong(D512, some))
                    .intoArray(out, found);
            found += Long.bitCount(some);
        }
        return found;
    }

    static int floats(MemorySegment page, long offset, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i += LANES) {
            long some = bits[i >>> 6] >>> i & 0xFF;
            FloatVector eight = FloatVector.fromMemorySegment(F256, page, offset + 4L * i, LITTLE);
            ((DoubleVector) eight.convertShape(VectorOperators.F2D, D512, 0))
                    .compress(VectorMask.fromLong(D512, some))
                    .intoArray(out, found);
            found += Long.bitCount(some);
        }
        return found;
    }

    static int doubles(double[] values, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i += LANES) {
            long some = bits[i >>> 6] >>> i & 0xFF;
            DoubleVector.fromArray(D512, values, i)
                    .compress(VectorMask.fromLong(D512, some))
                    .intoArray(out, found);
            found += Long.bitCount(some);
        }
        return found;
    }

    static int floats(float[] values, long[] bits, int count, double[] out) {
        int found = 0;
        for (int i = 0; i < count; i += LANES) {
            long some = bits[i >>> 6] >>> i & 0xFF;
            FloatVector eight = FloatVector.fromArray(F256, values, i);
            ((DoubleVector) eight.convertShape(VectorOperators.F2D, D512, 0))
                    .compress(VectorMask.fromLong(D512, some))
                    .intoArray(out, found);
            found += Long.bitCount(some);
        }
        return found;
    }

    static void widen(MemorySegment page, long offset, int count, double[] out) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector eight = FloatVector.fromMemorySegment(F256, page, offset + 4L * i, LITTLE);
            ((DoubleVector) eight.convertShape(VectorOperators.F2D, D512, 0)).intoArray(out, i);
        }
    }
}
