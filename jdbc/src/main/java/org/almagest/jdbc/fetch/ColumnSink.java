package org.almagest.jdbc.fetch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;

/// Writes the values of one column, batch by batch, into the caller's memory: first `reserve`, then,
/// when no part is short, `append` of the same rows.
abstract sealed class ColumnSink permits ValueSink, TextSink, ArraySink {
    private final Part mask = new Part();

    ColumnSink() {
        mask.setBlank(true);
    }

    static ColumnSink of(DataType type, Decimals decimals) {
        if (type instanceof ArrayType array) {
            return new ArraySink(array, of(array.element(), decimals));
        }
        Storage storage = Storage.of(type, decimals);
        return storage.valueBytes() > 0
                ? new ValueSink(storage.valueBytes(), ValueCopy.of(type))
                : new TextSink(TextOf.of(type));
    }

    abstract void reserve(ColumnVector vector, Picks picks);

    abstract void append(ColumnVector vector, Picks picks);

    /// Answers the parts in the order that `FetchedColumn` draws.
    final List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        parts.add(mask);
        addParts(parts);
        return parts;
    }

    abstract void addParts(List<Part> parts);

    final void reserveMask(Picks picks) {
        mask.want(picks.count());
    }

    /// Marks the NULLs. The caller's memory is zero, so other rows are left alone.
    final void appendMask(ColumnVector vector, Picks picks) {
        if (vector.hasNulls() || !picks.isRange()) {
            MemorySegment memory = mask.memory();
            long at = mask.usedBytes();
            for (int i = 0; i < picks.count(); i++) {
                if (isNull(vector, picks.at(i))) {
                    memory.set(ValueLayout.JAVA_BYTE, at + i, (byte) 1);
                    mask.setBlank(false);
                }
            }
        }
        mask.advance(picks.count());
    }

    static boolean isNull(ColumnVector vector, int row) {
        return row == Picks.NONE || vector.isNull(row);
    }
}
