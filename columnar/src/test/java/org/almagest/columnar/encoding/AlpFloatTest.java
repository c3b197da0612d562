package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class AlpFloatTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.ALP;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        float scale = (float) Math.pow(10, from.nextInt(4));
        double rate = from.nextBoolean() ? 0.01 : from.nextDouble();
        int range = 1 + from.nextInt(100_000);
        return Columns.floats(
                rows,
                validity,
                i -> from.nextDouble() < rate
                        ? from.nextInt()
                        : Float.floatToRawIntBits((from.nextInt(range) - range / 3) / scale));
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeFloats();
    }
}
