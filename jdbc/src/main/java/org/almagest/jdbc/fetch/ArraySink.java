package org.almagest.jdbc.fetch;

import java.lang.foreign.ValueLayout;
import java.util.List;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// Arrays: their elements one after the other, and where each ends unless all have one shape.
final class ArraySink extends ColumnSink {
    private final ArrayType type;
    private final Part offsets = new Part();
    private final ColumnSink elements;
    private final Picks picked = new Picks();
    private long elementCount;

    ArraySink(ArrayType type, ColumnSink elements) {
        this.type = type;
        this.elements = elements;
    }

    @Override
    void reserve(ColumnVector vector, Picks picks) {
        reserveMask(picks);
        if (!type.isFixed()) {
            offsets.want(8L * (picks.count() + 1));
        }
        ArrayColumnVector arrays = (ArrayColumnVector) vector;
        pickElements(arrays, picks);
        elements.reserve(arrays.child(), picked);
    }

    private void pickElements(ArrayColumnVector arrays, Picks picks) {
        if (picks.isRange() && picks.count() > 0 && !arrays.hasNulls() && !arrays.isConstant()) {
            int first = arrays.start(picks.start());
            int last = picks.start() + picks.count() - 1;
            picked.range(first, arrays.start(last) + arrays.length(last) - first);
            return;
        }
        picked.beginList();
        for (int i = 0; i < picks.count(); i++) {
            int row = picks.at(i);
            boolean isNull = isNull(arrays, row);
            int length = isNull ? nullLength() : arrays.length(row);
            for (int k = 0; k < length; k++) {
                picked.add(isNull ? Picks.NONE : arrays.start(row) + k);
            }
        }
    }

    private int nullLength() {
        return type.isFixed() ? type.fixedLength() : 0;
    }

    @Override
    void append(ColumnVector vector, Picks picks) {
        ArrayColumnVector arrays = (ArrayColumnVector) vector;
        appendMask(arrays, picks);
        if (!type.isFixed()) {
            for (int i = 0; i < picks.count(); i++) {
                int row = picks.at(i);
                elementCount += isNull(arrays, row) ? 0 : arrays.length(row);
                offsets.memory().set(ValueLayout.JAVA_LONG_UNALIGNED, offsets.usedBytes() + 8L * (i + 1), elementCount);
            }
            offsets.advance(8L * picks.count());
        }
        elements.append(arrays.child(), picked);
    }

    @Override
    void addParts(List<Part> parts) {
        if (!type.isFixed()) {
            parts.add(offsets);
        }
        parts.addAll(elements.parts());
    }
}
