package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class AlpRdDoubleTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.ALP_RD;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        double rate = from.nextBoolean() ? 0.01 : from.nextDouble();
        double centre = 400 * from.nextDouble();
        return Columns.doubles(
                rows,
                validity,
                i -> from.nextDouble() < rate
                        ? Double.longBitsToDouble(from.nextLong())
                        : centre + from.nextGaussian());
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeDoubles();
    }
}
