package org.almagest.columnar.segment;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.kernel.TextSearch;
import org.almagest.columnar.scan.LikePattern;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// LIKE, or NOT LIKE where negated. A literal prefix of the pattern prunes.
record LikeFilter(LikePattern pattern, boolean negated) implements ColumnFilter, ColumnFilter.BytesTest {
    @Override
    public Verdict zone(ZoneMaps zones, int entry, int rows) {
        if (zones.bounded()[entry] == ZoneMaps.UNBOUNDED) {
            return Verdict.NONE;
        }
        if (negated) {
            return Verdict.SOME;
        }
        ZoneMaps.BytesZones bytes = (ZoneMaps.BytesZones) zones;
        byte[] prefix = pattern.prefix();
        byte[] least = bytes.min()[entry];
        int common = Math.min(prefix.length, least.length);
        boolean above = Arrays.compareUnsigned(least, 0, common, prefix, 0, prefix.length) > 0;
        boolean below =
                bytes.bounded()[entry] == ZoneMaps.BOUNDED && Arrays.compareUnsigned(bytes.max()[entry], prefix) < 0;
        return above || below ? Verdict.NONE : Verdict.SOME;
    }

    @Override
    public boolean matches(byte[] bytes, int start, int length) {
        return pattern.matches(bytes, start, length) != negated;
    }

    @Override
    public void narrow(ColumnVector vector, int rows, long[] mask, long[] scratch) {
        TextColumnVector text = (TextColumnVector) vector;
        Optional<byte[]> needle = pattern.needle();
        if (needle.isPresent() && !text.isDictionary()) {
            TextSearch.contains(text.bytes(), text.offsets(), rows, needle.get(), scratch);
            ColumnFilter.and(mask, scratch, rows, negated);
        } else {
            BytesFilter.narrow(this, text, rows, mask);
        }
    }

    @Override
    public int cost() {
        return 20;
    }
}
