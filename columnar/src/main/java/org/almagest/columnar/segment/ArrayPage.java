package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.encoding.ValueKind;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;

/// A page of arrays: the lengths of the rows, and the elements in parts of 16,384.
final class ArrayPage implements OpenPage {
    private final CompositePage page;
    private final DataType element;
    private final PageReader lengths;
    private final int elementCount;
    private final PageDictionary dictionary;
    private final PageScratch scratch;
    private final Supplier<String> where;
    private final int partsPerPiece;

    /// The part whose page is open, -1 for none.
    private int openPiece = -1;

    private OpenPage piece;

    private ArrayPage(
            CompositePage page,
            DataType element,
            PageReader lengths,
            int elementCount,
            PageDictionary dictionary,
            PageScratch scratch,
            Supplier<String> where) {
        this.page = page;
        this.element = element;
        this.lengths = lengths;
        this.elementCount = elementCount;
        this.dictionary = dictionary;
        this.scratch = scratch;
        this.where = where;
        partsPerPiece = element.physical() == PhysicalType.HUGE ? 2 : 1;
    }

    static ArrayPage open(
            DataType type,
            MemorySegment bytes,
            int rows,
            PageDictionary dictionary,
            PageScratch scratch,
            Supplier<String> where) {
        CompositePage page = CompositePage.open(bytes, CompositePage.ARRAY, rows, where);
        PageReader lengths = PageReader.open(page.part(0), where);
        boolean fits = lengths.rows() == rows && lengths.kind() == ValueKind.INT;
        page.require(fits, lengths.rows() + " lengths of " + lengths.kind(), rows + " of INT");
        int elements = page.blockStart((rows + 1023) / 1024);
        DataType element = ((ArrayType) type).element();
        ArrayPage open = new ArrayPage(page, element, lengths, elements, dictionary, scratch, where);
        int pieces = (int) ((elements + (CompositePage.PART_ELEMENTS - 1L)) / CompositePage.PART_ELEMENTS);
        int parts = 1 + pieces * open.partsPerPiece;
        page.require(page.parts() == parts, page.parts() + " parts", parts + " for " + elements + " elements");
        return open;
    }

    @Override
    public void decode(int block, ColumnVector out) {
        ArrayColumnVector arrays = (ArrayColumnVector) out;
        arrays.reset();
        if (lengths.blockHasNulls(block)) {
            arrays.useValidity();
        }
        int[] offsets = arrays.offsets();
        int rows = lengths.decodeInts(block, offsets, arrays.validity());
        int first = page.blockStart(block);
        int count = page.blockStart(block + 1) - first;
        long at = 0;
        for (int i = 0; i < rows; i++) {
            int length = offsets[i];
            offsets[i] = (int) at;
            page.require(length >= 0 && at + length <= count, "an array of " + length + " elements", "fewer");
            at += length;
        }
        page.require(at == count, at + " elements in block " + block, count + "");
        java.util.Arrays.fill(offsets, rows, offsets.length, count);
        decodeElements(first, count, arrays);
    }

    private void decodeElements(int first, int count, ArrayColumnVector arrays) {
        if (arrays.child().capacity() < count) {
            int[] offsets = arrays.offsets().clone();
            java.util.Arrays.fill(arrays.offsets(), 0);
            arrays.ensureChild(count);
            System.arraycopy(offsets, 0, arrays.offsets(), 0, offsets.length);
        }
        ColumnVector child = arrays.child();
        child.reset();
        int done = 0;
        while (done < count) {
            int at = first + done;
            openPiece(at / CompositePage.PART_ELEMENTS);
            int inPiece = at % CompositePage.PART_ELEMENTS;
            int from = inPiece % ColumnVector.BATCH_ROWS;
            piece.decode(inPiece / ColumnVector.BATCH_ROWS, scratch.elements());
            int step = Math.min(count - done, ColumnVector.BATCH_ROWS - from);
            VectorRanges.copy(scratch.elements(), from, child, done, step);
            done += step;
        }
    }

    private void openPiece(int index) {
        if (openPiece == index) {
            return;
        }
        int rows = Math.min(CompositePage.PART_ELEMENTS, elementCount - index * CompositePage.PART_ELEMENTS);
        int part = 1 + index * partsPerPiece;
        piece = partsPerPiece == 2
                ? HugePage.of(page, part, rows, where)
                : SimplePage.open(element, page.part(part), rows, dictionary, scratch, where);
        openPiece = index;
    }

    @Override
    public void decodeAt(int block, int[] positions, int count, ColumnVector out) {
        decode(block, out);
    }
}
