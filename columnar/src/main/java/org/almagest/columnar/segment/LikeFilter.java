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
            return;
        }
        Optional<byte[]> required = pattern.required();
        if (required.isPresent() && !text.isDictionary() && areMany(mask, rows)) {
            TextSearch.contains(text.bytes(), text.offsets(), rows, required.get(), scratch);
            keepMatching(text, rows, mask, scratch);
            ColumnFilter.and(mask, scratch, rows, negated);
        } else {
            BytesFilter.narrow(this, text, rows, mask);
        }
    }

    private static boolean areMany(long[] mask, int rows) {
        int count = 0;
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            count += Long.bitCount(mask[word]);
        }
        return count >= rows / 4;
    }

    /// Takes those rows out of `found` that hold the required bytes and match nevertheless not; a search
    /// through the whole block has left few to look at.
    private void keepMatching(TextColumnVector text, int rows, long[] mask, long[] found) {
        for (int word = 0; word < rows + 63 >>> 6; word++) {
            long left = found[word] & mask[word];
            found[word] = left;
            while (left != 0) {
                int row = (word << 6) + Long.numberOfTrailingZeros(left);
                if (!pattern.matches(text.bytes(), text.start(row), text.length(row))) {
                    found[word] &= ~(1L << row);
                }
                left &= left - 1;
            }
        }
    }

    @Override
    public int cost() {
        return 20;
    }
}
