package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class ConstantNumberTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.CONSTANT;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        long bits = from.nextLong();
        return switch (from.nextInt(4)) {
            case 0 -> Columns.ints(rows, validity, i -> (int) bits);
            case 1 -> Columns.longs(rows, validity, i -> bits);
            case 2 -> Columns.floats(rows, validity, i -> (int) bits);
            default -> Columns.doubles(rows, validity, i -> Double.longBitsToDouble(bits));
        };
    }

    @Override
    List<ColumnValues> extremes() {
        return List.of(
                Columns.doubles(2000, ColumnValues.ALL_VALID, i -> -0.0),
                Columns.floats(2000, ColumnValues.ALL_VALID, i -> 0xFFC0_1234),
                Columns.longs(2000, ColumnValues.ALL_VALID, i -> Long.MIN_VALUE),
                Columns.ints(2000, ColumnValues.ALL_VALID, i -> Integer.MAX_VALUE));
    }
}
