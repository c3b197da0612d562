package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class AlpDoubleTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.ALP;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        double scale = Math.pow(10, from.nextInt(8));
        double rate = from.nextBoolean() ? 0.01 : from.nextDouble();
        int range = 1 + from.nextInt(1_000_000);
        return Columns.doubles(
                rows,
                validity,
                i -> from.nextDouble() < rate ? from.nextGaussian() : (from.nextInt(range) - range / 3) / scale);
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeDoubles();
    }
}
