package org.almagest.jdbc.fetch;

import java.util.List;
import org.almagest.columnar.vector.ColumnVector;

/// Values of one width. That of a NULL has no meaning.
final class ValueSink extends ColumnSink {
    private final Part values = new Part();
    private final int valueBytes;
    private final ValueCopy copy;

    ValueSink(int valueBytes, ValueCopy copy) {
        this.valueBytes = valueBytes;
        this.copy = copy;
    }

    @Override
    void reserve(ColumnVector vector, Picks picks) {
        reserveMask(picks);
        values.want((long) picks.count() * valueBytes);
    }

    @Override
    void append(ColumnVector vector, Picks picks) {
        appendMask(vector, picks);
        copy.copy(vector, picks, values.memory(), values.usedBytes());
        values.advance((long) picks.count() * valueBytes);
    }

    @Override
    void addParts(List<Part> parts) {
        parts.add(values);
    }
}
