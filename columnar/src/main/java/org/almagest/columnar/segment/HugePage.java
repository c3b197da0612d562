package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.encoding.ValueKind;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;

/// A page of 128-bit integers: the high halves and the low halves.
final class HugePage implements OpenPage {
    private final PageReader high;
    private final PageReader low;

    private HugePage(PageReader high, PageReader low) {
        this.high = high;
        this.low = low;
    }

    static HugePage open(MemorySegment bytes, int rows, Supplier<String> where) {
        CompositePage page = CompositePage.open(bytes, CompositePage.HUGE, rows, where);
        page.require(page.parts() == 2, page.parts() + " parts", "2");
        return of(page, 0, rows, where);
    }

    /// Opens the halves that are parts `first` and `first + 1` of a page.
    static HugePage of(CompositePage page, int first, int rows, Supplier<String> where) {
        PageReader high = PageReader.open(page.part(first), where);
        PageReader low = PageReader.open(page.part(first + 1), where);
        boolean fits = high.rows() == rows && low.rows() == rows && high.nullCount() == low.nullCount();
        page.require(fits, "halves of " + high.rows() + " and " + low.rows() + " rows", rows + " alike");
        boolean longs = high.kind() == ValueKind.LONG && low.kind() == ValueKind.LONG;
        page.require(longs, "halves of " + high.kind() + " and " + low.kind(), "LONG");
        return new HugePage(high, low);
    }

    @Override
    public void decode(int block, ColumnVector out) {
        HugeColumnVector huge = (HugeColumnVector) out;
        huge.reset();
        if (high.blockHasNulls(block)) {
            huge.useValidity();
        }
        low.decodeLongs(block, huge.low(), huge.validity());
        high.decodeLongs(block, huge.high(), huge.validity());
    }

    @Override
    public void decodeAt(int block, int[] positions, int count, ColumnVector out) {
        HugeColumnVector huge = (HugeColumnVector) out;
        huge.reset();
        if (high.blockHasNulls(block)) {
            huge.useValidity();
        }
        low.sparse().longs(block, positions, count, huge.low(), huge.validity());
        high.sparse().longs(block, positions, count, huge.high(), huge.validity());
    }
}
