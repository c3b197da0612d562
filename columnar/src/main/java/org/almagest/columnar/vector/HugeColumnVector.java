package org.almagest.columnar.vector;

import java.math.BigInteger;
import org.almagest.columnar.type.PhysicalType;

/// A vector of 128-bit two's complement integers in two `long[]`: the unscaled values of wide
/// decimals.
public final class HugeColumnVector extends ColumnVector {
    private final long[] high;
    private final long[] low;

    public HugeColumnVector(int capacity) {
        super(capacity);
        high = new long[capacity];
        low = new long[capacity];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.HUGE;
    }

    public long[] high() {
        return high;
    }

    public long[] low() {
        return low;
    }

    public BigInteger get(int row) {
        int slot = slot(row);
        BigInteger unsignedLow =
                BigInteger.valueOf(low[slot] >>> 1).shiftLeft(1).add(BigInteger.valueOf(low[slot] & 1));
        return BigInteger.valueOf(high[slot]).shiftLeft(64).add(unsignedLow);
    }

    /// Sets a valid value of at most 127 bits and sign.
    public void set(int row, BigInteger value) {
        high[row] = value.shiftRight(64).longValueExact();
        low[row] = value.longValue();
        setValid(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        HugeColumnVector other = (HugeColumnVector) source;
        int slot = other.slot(from);
        high[to] = other.high[slot];
        low[to] = other.low[slot];
        copyValidity(source, from, to);
    }
}
