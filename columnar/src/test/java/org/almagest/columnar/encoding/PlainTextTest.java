package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class PlainTextTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.PLAIN;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        byte[] prefix = Columns.randomBytes(from, from.nextInt(80));
        int longest = 1 + from.nextInt(60);
        boolean sameLength = from.nextBoolean();
        return Columns.bytes(rows, validity, i -> {
            byte[] value = Columns.randomBytes(from, prefix.length + (sameLength ? longest : from.nextInt(longest)));
            System.arraycopy(prefix, 0, value, 0, prefix.length);
            return value;
        });
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeBytes();
    }
}
