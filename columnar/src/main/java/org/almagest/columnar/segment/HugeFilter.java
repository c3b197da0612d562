package org.almagest.columnar.segment;

import java.math.BigInteger;
import java.util.List;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;

/// 128-bit integers in one of the ranges (both ends count; ascending, disjoint), or in none where
/// negated.
record HugeFilter(List<BigInteger> low, List<BigInteger> high, boolean negated) implements ColumnFilter {
    static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();
    static final BigInteger GREATEST = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        if (zones.bounded()[entry] == ZoneMaps.UNBOUNDED) {
            return Verdict.NONE;
        }
        ZoneMaps.HugeZones huge = (ZoneMaps.HugeZones) zones;
        BigInteger least = ZoneStatistics.huge(huge.minHigh()[entry], huge.minLow()[entry]);
        BigInteger greatest = ZoneStatistics.huge(huge.maxHigh()[entry], huge.maxLow()[entry]);
        Verdict verdict = Verdict.NONE;
        for (int i = 0; i < low.size(); i++) {
            if (low.get(i).compareTo(least) <= 0 && greatest.compareTo(high.get(i)) <= 0) {
                verdict = Verdict.ALL;
            } else if (low.get(i).compareTo(greatest) <= 0 && least.compareTo(high.get(i)) <= 0) {
                verdict = Verdict.SOME;
            }
        }
        verdict = verdict.negatedIf(negated);
        return verdict == Verdict.ALL && zones.nulls()[entry] > 0 ? Verdict.SOME : verdict;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        HugeColumnVector values = (HugeColumnVector) vector;
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            long left = mask[word];
            while (left != 0) {
                long bit = Long.lowestOneBit(left);
                BigInteger value = values.get((word << 6) + Long.numberOfTrailingZeros(bit));
                if (contains(value) == negated) {
                    mask[word] &= ~bit;
                }
                left ^= bit;
            }
        }
    }

    private boolean contains(BigInteger value) {
        for (int i = 0; i < low.size(); i++) {
            if (low.get(i).compareTo(value) <= 0 && value.compareTo(high.get(i)) <= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int cost() {
        return 30;
    }
}
