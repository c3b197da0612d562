package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class PlainIntTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.PLAIN;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        return Columns.ints(rows, validity, i -> from.nextInt());
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeInts();
    }
}
