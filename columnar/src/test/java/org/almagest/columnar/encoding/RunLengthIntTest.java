package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class RunLengthIntTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.RUN_LENGTH;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        double change = from.nextDouble();
        int[] value = new int[1];
        return Columns.ints(rows, validity, i -> {
            value[0] = from.nextDouble() < change ? from.nextInt() : value[0];
            return value[0];
        });
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeInts();
    }
}
