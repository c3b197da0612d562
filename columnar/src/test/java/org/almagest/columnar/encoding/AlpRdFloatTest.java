package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class AlpRdFloatTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.ALP_RD;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        double rate = from.nextBoolean() ? 0.01 : from.nextDouble();
        double centre = 20 * from.nextDouble();
        return Columns.floats(
                rows,
                validity,
                i -> from.nextDouble() < rate
                        ? from.nextInt()
                        : Float.floatToRawIntBits((float) (centre + from.nextGaussian())));
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeFloats();
    }
}
