package org.almagest.exec.cast;

import java.math.BigInteger;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.evaluate.DenseKernel;
import org.almagest.exec.kernel.ConvertKernels;

/// Integers, booleans and decimals of up to 64 bits among each other: widen to `long`, move the
/// decimal point, check the range, narrow.
final class ExactCast implements DenseKernel {
    private final DataType from;
    private final DataType to;
    private final boolean orNull;
    private final long multiplier;
    private final long divisor;
    private final long low;
    private final long high;
    private final long[] scratch = new long[ColumnVector.BATCH_ROWS];

    ExactCast(DataType from, DataType to, boolean orNull) {
        this.from = from;
        this.to = to;
        this.orNull = orNull;
        int shift = ExactNumber.scale(to) - ExactNumber.scale(from);
        multiplier = shift > 0 ? ExactNumber.ten(shift) : 1;
        divisor = shift < 0 ? ExactNumber.ten(-shift) : 1;
        BigInteger most = ExactNumber.max(to).divide(BigInteger.valueOf(multiplier));
        high = most.bitLength() > 63 ? Long.MAX_VALUE : most.longValue();
        low = to == ScalarType.UBIGINT || from == ScalarType.UBIGINT
                ? 0
                : ExactNumber.min(to).divide(BigInteger.valueOf(multiplier)).longValue();
    }

    @Override
    public boolean compute(ColumnVector[] inputs, ColumnVector result, int rows) {
        long[] out = result instanceof LongColumnVector longs ? longs.values() : scratch;
        load(inputs[0], out, rows);
        if (divisor > 1) {
            ConvertKernels.divideRounding(out, divisor, rows, out);
        }
        boolean wrong = ConvertKernels.anyOutside(out, low, high, rows);
        if (multiplier > 1) {
            ConvertKernels.multiply(out, multiplier, rows, out);
        }
        if (result instanceof IntColumnVector ints) {
            ConvertKernels.narrow(out, rows, ints.values());
        }
        return wrong;
    }

    private static void load(ColumnVector input, long[] out, int rows) {
        switch (input) {
            case BooleanColumnVector v -> ConvertKernels.widen(v.values(), rows, out);
            case IntColumnVector v -> ConvertKernels.widen(v.values(), rows, out);
            case LongColumnVector v -> System.arraycopy(v.values(), 0, out, 0, rows);
            default -> throw new IllegalStateException("not of 64 bits: " + input.physicalType());
        }
    }

    @Override
    public void verify(ColumnVector[] inputs, ColumnVector result, int row) {
        if (!ExactNumber.write(ExactNumber.read(from, inputs[0], row), to, result, row)) {
            if (!orNull) {
                throw CastFailure.outOfRange(
                        ExactNumber.read(from, inputs[0], row).toPlainString(), to);
            }
            result.setNull(row);
        }
    }
}
