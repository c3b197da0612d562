package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class PlainDoubleTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.PLAIN;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        return Columns.doubles(rows, validity, i -> Double.longBitsToDouble(from.nextLong()));
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeDoubles();
    }
}
