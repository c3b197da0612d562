package org.almagest.ingest.parquet;

import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/// Reads arrays. A level of repetition 0 begins a row; a definition level below the one of an
/// element says that the array is empty (one below) or NULL.
final class ArrayReader implements ColumnReader {
    private final ChunkPages pages;
    private final ArrayColumnVector vector;
    private final ValueBuffer buffer = new ValueBuffer();
    private final int[] repetitions = new int[ColumnVector.BATCH_ROWS];
    private final int[] definitions = new int[ColumnVector.BATCH_ROWS];
    private final int[] elements = new int[ColumnVector.BATCH_ROWS];
    private final int fixedLength;
    private int pageLeft;
    private int levelAt;
    private int levelCount;
    private int childSize;
    private int pending;

    ArrayReader(ChunkPages pages) {
        this.pages = pages;
        ArrayType type = (ArrayType) pages.column().type();
        vector = (ArrayColumnVector) ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        fixedLength = type.isFixed() ? type.fixedLength() : -1;
    }

    @Override
    public ChunkPages pages() {
        return pages;
    }

    @Override
    public ColumnVector vector() {
        return vector;
    }

    @Override
    public void open(ColumnChunkMetaData chunk) {
        pages.open(chunk);
        pageLeft = 0;
        levelAt = 0;
        levelCount = 0;
    }

    @Override
    public void skip(long rows) {
        for (long left = rows; left > 0; left -= ColumnVector.BATCH_ROWS) {
            read((int) Math.min(left, ColumnVector.BATCH_ROWS));
        }
    }

    @Override
    public void read(int rows) {
        vector.reset();
        childSize = 0;
        pending = 0;
        int leastElement = pages.column().repeatedDefinition();
        int row = -1;
        while (hasLevel()) {
            if (repetitions[levelAt] == 0) {
                if (row + 1 == rows) {
                    break;
                }
                endRow(row++);
            } else if (row < 0) {
                throw new DamagedBytes("a row group that begins within a row");
            }
            int definition = definitions[levelAt++];
            if (definition >= leastElement) {
                elements[pending++] = definition;
            } else if (definition < leastElement - 1) {
                flush();
                vector.offsets()[row + 1] = childSize;
                vector.setNull(row);
            }
            if (levelAt == levelCount) {
                flush();
            }
        }
        flush();
        endRow(row);
        if (row + 1 < rows) {
            throw new DamagedBytes("fewer arrays than its row group has rows");
        }
    }

    private void endRow(int row) {
        flush();
        if (row < 0) {
            return;
        }
        vector.offsets()[row + 1] = childSize;
        int length = childSize - vector.offsets()[row];
        if (fixedLength >= 0 && length != fixedLength && !vector.isNull(row)) {
            throw new DamagedBytes("an array of " + length + " elements where all have " + fixedLength);
        }
    }

    /// Brings the next levels in; answers whether there are any.
    private boolean hasLevel() {
        if (levelAt < levelCount) {
            return true;
        }
        while (pageLeft == 0) {
            if (!pages.next()) {
                return false;
            }
            pageLeft = pages.pageValues();
            pages.load();
        }
        levelCount = Math.min(pageLeft, ColumnVector.BATCH_ROWS);
        levelAt = 0;
        pageLeft -= levelCount;
        pages.repetitions().decode(repetitions, levelCount);
        pages.definitions().decode(definitions, levelCount);
        return true;
    }

    /// Decodes the elements whose levels were read, and appends them.
    private void flush() {
        if (pending == 0) {
            return;
        }
        int most = pages.column().mostDefinition();
        int present = 0;
        for (int i = 0; i < pending; i++) {
            present += elements[i] == most ? 1 : 0;
        }
        pages.values().decode(buffer, present);
        if (!pages.values().isConverted()) {
            pages.column().form().convert(buffer, present);
        }
        ColumnVector child = vector.ensureChild(Math.addExact(childSize, pending));
        VectorFill.present(buffer, child, childSize, pending, elements, most);
        childSize += pending;
        vector.offsets()[ColumnVector.BATCH_ROWS] = Math.max(vector.offsets()[ColumnVector.BATCH_ROWS], childSize);
        pending = 0;
    }
}
