package org.almagest.columnar.encoding;

import java.util.List;
import java.util.Random;

final class DictionaryDoubleTest extends PageCodecContract {
    @Override
    Encoding encoding() {
        return Encoding.DICTIONARY;
    }

    @Override
    ColumnValues randomColumn(Random from, int rows, long[] validity) {
        double[] words = from.doubles(1 + from.nextInt(100)).toArray();
        return Columns.doubles(rows, validity, i -> words[from.nextInt(words.length)]);
    }

    @Override
    List<ColumnValues> extremes() {
        return Columns.extremeDoubles().subList(0, 2);
    }
}
