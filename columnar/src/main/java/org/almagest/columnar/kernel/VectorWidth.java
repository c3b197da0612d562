package org.almagest.columnar.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine, as kernels use them: of 512 bits, or of 256 where there are no longer
/// ones. Kernels in which every lane does the same for itself are written over these species; those
/// whose work is laid out by the lanes (unpacking, sums in eight lanes) have a version for each width, and
/// the `Vector...` class sends its caller to the `Narrow...` class. All of it is settled once, so that the
/// JIT sees constants.
public final class VectorWidth {
    /// Whether vectors have 512 bits.
    public static final boolean WIDE = ByteVector.SPECIES_PREFERRED.vectorBitSize() >= 512;

    public static final VectorSpecies<Byte> BYTES = WIDE ? ByteVector.SPECIES_512 : ByteVector.SPECIES_256;
    public static final VectorSpecies<Integer> INTS = WIDE ? IntVector.SPECIES_512 : IntVector.SPECIES_256;
    public static final VectorSpecies<Long> LONGS = WIDE ? LongVector.SPECIES_512 : LongVector.SPECIES_256;
    public static final VectorSpecies<Float> FLOATS = WIDE ? FloatVector.SPECIES_512 : FloatVector.SPECIES_256;
    public static final VectorSpecies<Double> DOUBLES = WIDE ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_256;

    /// Floats in half a vector: as many as there are doubles in one.
    public static final VectorSpecies<Float> HALF_FLOATS = WIDE ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;

    /// Lanes of a vector of ints or floats, and of longs or doubles.
    public static final int INT_LANES = WIDE ? 16 : 8;

    public static final int LONG_LANES = WIDE ? 8 : 4;

    /// A bit for each such lane.
    public static final long INT_BITS = (1L << INT_LANES) - 1;

    public static final long LONG_BITS = (1L << LONG_LANES) - 1;

    private VectorWidth() {}
}
