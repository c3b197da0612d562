package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class ForLongTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.FOR;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        int range = from.nextInt(63);
        long base = from.nextLong();
        return Columns.longs(rows, validity, i -> base + (from.nextLong() >>> range));
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeLongs();
    }
}
