package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class DictionaryIntTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.DICTIONARY;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        int[] words = from.ints(1 + from.nextInt(100)).toArray();
        return Columns.ints(rows, validity, i -> words[from.nextInt(words.length)]);
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeInts();
    }
}
