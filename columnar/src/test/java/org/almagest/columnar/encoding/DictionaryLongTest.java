package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class DictionaryLongTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.DICTIONARY;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        long[] words = from.longs(1 + from.nextInt(100)).toArray();
        return Columns.longs(rows, validity, i -> words[from.nextInt(words.length)]);
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeLongs();
    }
}
