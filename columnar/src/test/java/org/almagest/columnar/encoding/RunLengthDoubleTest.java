package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class RunLengthDoubleTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.RUN_LENGTH;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        double change = from.nextDouble();
        double[] value = new double[1];
        return Columns.doubles(rows, validity, i -> {
            value[0] = from.nextDouble() < change ? Double.longBitsToDouble(from.nextLong()) : value[0];
            return value[0];
        });
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeDoubles();
    }
}
