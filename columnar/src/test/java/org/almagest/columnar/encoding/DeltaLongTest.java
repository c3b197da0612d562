package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class DeltaLongTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.DELTA;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        int shift = from.nextInt(30);
        int range = from.nextInt(63);
        long[] value = {from.nextLong()};
        boolean rising = from.nextBoolean();
        return Columns.longs(rows, validity, i -> {
            long step = from.nextLong() >>> range << shift;
            value[0] = rising ? value[0] + step : step;
            return value[0];
        });
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeLongs();
    }
}
