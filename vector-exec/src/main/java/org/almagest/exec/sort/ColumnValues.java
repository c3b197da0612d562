package org.almagest.exec.sort;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Takes single values out of vectors. A BLOB comes out as text by its bytes.
final class ColumnValues {
    private ColumnValues() {}

    static Value get(ColumnVector vector, int row) {
        if (vector.isNull(row)) {
            return Value.NULL;
        }
        return switch (vector) {
            case BooleanColumnVector v -> Value.of((long) v.get(row));
            case IntColumnVector v -> Value.of((long) v.get(row));
            case LongColumnVector v -> Value.of(v.get(row));
            case FloatColumnVector v -> Value.of((double) v.get(row));
            case DoubleColumnVector v -> Value.of(v.get(row));
            case HugeColumnVector v -> Value.of(v.get(row));
            case TextColumnVector v -> Value.of(v.text(row));
            case ArrayColumnVector v -> {
                List<Value> elements = new ArrayList<>();
                for (int i = 0; i < v.length(row); i++) {
                    elements.add(get(v.child(), v.start(row) + i));
                }
                yield new Value.OfArray(elements);
            }
        };
    }
}
