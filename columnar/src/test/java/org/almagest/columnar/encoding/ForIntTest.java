package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class ForIntTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.FOR;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        int range = from.nextInt(31);
        int base = from.nextInt();
        return Columns.ints(rows, validity, i -> base + (from.nextInt() >>> range));
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeInts();
    }
}
