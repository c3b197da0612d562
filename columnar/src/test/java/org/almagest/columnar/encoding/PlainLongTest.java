package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class PlainLongTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.PLAIN;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        return Columns.longs(rows, validity, i -> from.nextLong());
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeLongs();
    }
}
