package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class DictionaryTextTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.DICTIONARY;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        byte[][] words = new byte[1 + from.nextInt(100)][];
        for (int i = 0; i < words.length; i++) {
            words[i] = Columns.randomBytes(from, from.nextInt(40));
        }
        return Columns.bytes(rows, validity, i -> words[from.nextInt(words.length)]);
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeBytes();
    }
}
