package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class FsstTextTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.FSST;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        String[] words = {"galaxy", "cluster", " of ", "NGC ", "M 31", "é", "", "HD 1", "\u0000\u0000", "variable"};
        double noise = from.nextBoolean() ? 0.02 : from.nextDouble();
        return Columns.bytes(rows, validity, i -> {
            StringBuilder text = new StringBuilder();
            for (int n = from.nextInt(6); n > 0; n--) {
                text.append(words[from.nextInt(words.length)]);
            }
            return from.nextDouble() < noise
                    ? Columns.randomBytes(from, from.nextInt(40))
                    : text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        });
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeBytes();
    }
}
