package org.almagest.columnar.segment;

import java.util.Optional;
import org.almagest.columnar.encoding.BytesBlock;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.ColumnVector;

/// Memory that decoding pages of one column needs, recycled from page to page. One thread.
final class PageScratch {
    final int[] ints;
    final BytesBlock bytes;

    /// A block of elements of an array column; for other types a block of the column itself.
    final ColumnVector elements;

    PageScratch(DataType type) {
        DataType element = type instanceof ArrayType array ? array.element() : type;
        ints = new int[element.physical() == PhysicalType.BOOLEAN ? ColumnVector.BATCH_ROWS : 0];
        bytes = new BytesBlock();
        elements = ColumnVector.allocate(element, ColumnVector.BATCH_ROWS);
    }

    private Optional<ColumnVector> assembly = Optional.empty();

    /// Answers a vector of the column for pages that are smaller than a block.
    ColumnVector assembly(DataType type) {
        if (assembly.isEmpty()) {
            assembly = Optional.of(ColumnVector.allocate(type, ColumnVector.BATCH_ROWS));
        }
        return assembly.get();
    }
}
