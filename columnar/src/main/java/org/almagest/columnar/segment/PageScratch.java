package org.almagest.columnar.segment;

import java.util.Optional;
import org.almagest.columnar.encoding.BytesBlock;
import org.almagest.columnar.encoding.PageRoom;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;

/// Memory that decoding pages of one column needs, recycled from page to page and made when it is
/// first needed. One thread.
final class PageScratch {
    private static final int BITMAPS = 3;

    private final DataType type;
    private final long[][] words = new long[BITMAPS][ColumnVector.BATCH_ROWS / 64];
    private Optional<int[]> ints = Optional.empty();
    private Optional<float[]> floats = Optional.empty();
    private Optional<double[]> doubles = Optional.empty();
    private Optional<BytesBlock> bytes = Optional.empty();
    private Optional<PageRoom> room = Optional.empty();
    private Optional<ColumnVector> elements = Optional.empty();
    private Optional<ColumnVector> assembly = Optional.empty();

    PageScratch(DataType type) {
        this.type = type;
    }

    /// Answers a bitmap of a block, one of a few.
    long[] words(int which) {
        return words[which];
    }

    int[] ints() {
        if (ints.isEmpty()) {
            ints = Optional.of(new int[ColumnVector.BATCH_ROWS]);
        }
        return ints.get();
    }

    float[] floats() {
        if (floats.isEmpty()) {
            floats = Optional.of(new float[ColumnVector.BATCH_ROWS]);
        }
        return floats.get();
    }

    double[] doubles() {
        if (doubles.isEmpty()) {
            doubles = Optional.of(new double[ColumnVector.BATCH_ROWS]);
        }
        return doubles.get();
    }

    BytesBlock bytes() {
        if (bytes.isEmpty()) {
            bytes = Optional.of(new BytesBlock());
        }
        return bytes.get();
    }

    /// Answers room for what is in a squeezed page. Parts of an array's page are open side by side,
    /// so each gets its own.
    PageRoom room() {
        if (room.isEmpty() || type instanceof ArrayType) {
            room = Optional.of(new PageRoom());
        }
        return room.get();
    }

    /// Answers a vector for a block of elements of an array column.
    ColumnVector elements() {
        if (elements.isEmpty()) {
            elements = Optional.of(ColumnVector.allocate(((ArrayType) type).element(), ColumnVector.BATCH_ROWS));
        }
        return elements.get();
    }

    /// Answers a vector of the column for pages that are smaller than a block.
    ColumnVector assembly() {
        if (assembly.isEmpty()) {
            assembly = Optional.of(ColumnVector.allocate(type, ColumnVector.BATCH_ROWS));
        }
        return assembly.get();
    }
}
