package org.almagest.columnar.segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.almagest.columnar.error.Fault;

/// Verifies that pages and footer lie one behind the other, and that what is between them is short
/// and zero.
final class GapCheck {
    private record Extent(long start, long end, String what) {}

    private final SegmentDescription description;
    private final OpenSegment segment;
    private final List<Fault> faults;

    GapCheck(SegmentDescription description, OpenSegment segment, List<Fault> faults) {
        this.description = description;
        this.segment = segment;
        this.faults = faults;
    }

    void run() {
        try {
            List<Extent> extents = extents();
            long end = SegmentFormat.HEADER_BYTES;
            for (Extent next : extents) {
                if (next.start() < end) {
                    fault(next.start(), next.what() + " over what stands before", "nothing in common");
                } else {
                    check(end, next.start());
                }
                end = Math.max(end, next.end());
            }
        } catch (IOException failed) {
            fault(0, failed.getMessage(), "a file that can be read");
        }
    }

    private List<Extent> extents() throws IOException {
        List<Extent> extents = new ArrayList<>();
        List<PageDirectory> directories = segment.footer().directories();
        for (int c = 0; c < directories.size(); c++) {
            PageDirectory directory = directories.get(c);
            for (int p = 0; p < directory.pages(); p++) {
                if (directory.inline()[p] == 0) {
                    add(extents, directory.offset()[p], directory.length()[p], "a page of column " + name(c));
                }
            }
            for (int g = 0; g < directory.rowGroups(); g++) {
                if (directory.hasDictionary(g)) {
                    long start = directory.dictionaryOffset()[g];
                    add(extents, start, directory.dictionaryLength()[g], "a dictionary of column " + name(c));
                }
            }
        }
        for (BloomDirectory.Column filters : segment.footer().bloom().columns()) {
            for (int g = 0; g < filters.length().length; g++) {
                String what = "Bloom filters of column " + name(filters.position());
                add(extents, filters.offset()[g], filters.length()[g], what);
            }
        }
        long trailer = description.bytes() - SegmentFormat.TRAILER_BYTES;
        MemorySegment place = MemorySegment.ofArray(new byte[16]);
        segment.read(trailer, place);
        add(extents, place.get(SegmentFormat.I64, 0), place.get(SegmentFormat.I64, 8), "the footer");
        add(extents, trailer, SegmentFormat.TRAILER_BYTES, "the trailer");
        extents.sort(Comparator.comparingLong(Extent::start));
        return extents;
    }

    private String name(int column) {
        return segment.footer().schema().column(column).name();
    }

    private static void add(List<Extent> extents, long start, long bytes, String what) {
        extents.add(new Extent(start, start + bytes, what));
    }

    private void check(long from, long to) throws IOException {
        if (to - from >= SegmentFormat.ALIGNMENT) {
            fault(from, "a gap of " + (to - from) + " bytes", "less than " + SegmentFormat.ALIGNMENT);
            return;
        }
        MemorySegment gap = MemorySegment.ofArray(new byte[(int) (to - from)]);
        segment.read(from, gap);
        if (gap.mismatch(MemorySegment.ofArray(new byte[(int) (to - from)])) >= 0) {
            fault(from, "something between pages", "zeros");
        }
    }

    private void fault(long at, String found, String expected) {
        faults.add(new Fault(description.path(), "byte " + at, found, expected));
    }
}
