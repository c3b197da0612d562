package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class ConstantTextTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.CONSTANT;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        byte[] value = Columns.randomBytes(from, from.nextInt(60));
        return Columns.bytes(rows, validity, i -> value);
    }

    @Override
    List<ColumnValues> extremes() {
        return List.of(Columns.bytes(2000, ColumnValues.ALL_VALID, i -> new byte[0]));
    }
}
