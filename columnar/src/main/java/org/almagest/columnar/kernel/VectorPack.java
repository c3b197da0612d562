package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// [ScalarPack] on 512-bit vectors.
final class VectorPack {
    private static final VectorSpecies<Double> D512 = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Float> F256 = FloatVector.SPECIES_256;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int LANES = 8;

    private VectorPack() {}

    static void widen(MemorySegment page, long offset, int count, double[] out) {
        for (int i = 0; i < count; i += LANES) {
            FloatVector eight = FloatVector.fromMemorySegment(F256, page, offset + 4L * i, LITTLE);
            ((DoubleVector) eight.convertShape(VectorOperators.F2D, D512, 0)).intoArray(out, i);
        }
    }
}
