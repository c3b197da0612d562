package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;

/// Finds entries of a run: the zone maps of its pages are the inner level of a tree, whose leaves
/// are the pages.
///
/// ```text
/// zone maps of the first key column   binary search: the few pages in which a bound may lie
/// entries of these pages              binary search, decoding one value at a time
/// ```
///
/// One thread; closed by whoever made it.
final class RunSearch implements AutoCloseable {
    /// Up to so many entries of a block are picked out of it.
    private static final int FEW_ENTRIES = ColumnVector.BATCH_ROWS / 32;

    private final OpenSegment run;
    private final ReaderPins pins = new ReaderPins();
    private final List<ColumnReader> keys = new ArrayList<>();
    private final List<TypeOrder> orders = new ArrayList<>();
    private final ColumnReader position;
    private final int[] groupStart;
    private final int[] picked = new int[FEW_ENTRIES];

    RunSearch(OpenSegment run, ReaderCounts counts) {
        this.run = run;
        TableSchema schema = run.footer().schema();
        int last = schema.columnCount() - 1;
        for (int k = 0; k < last; k++) {
            keys.add(new ColumnReader(schema.column(k), pins, counts));
            orders.add(TypeOrder.of(schema.column(k).type()).orElseThrow());
        }
        position = new ColumnReader(schema.column(last), pins, counts);
        keys.forEach(reader -> reader.enter(run, 0));
        position.enter(run, 0);
        int[] rows = run.footer().rowGroupRows();
        groupStart = new int[rows.length + 1];
        for (int g = 0; g < rows.length; g++) {
            groupStart[g + 1] = groupStart[g] + rows[g];
        }
    }

    /// Answers where the entries of ranges lie, in ascending order, without those that have none.
    List<RowSet.Span> spans(List<KeyRange> ranges) {
        List<RowSet.Span> spans = new ArrayList<>();
        for (KeyRange range : ranges) {
            int from = place(range.from());
            int to = place(range.to());
            if (from < to) {
                spans.add(new RowSet.Span(from, to));
            }
        }
        spans.sort(Comparator.comparingInt(RowSet.Span::from));
        return spans;
    }

    /// Tells the positions of the entries of a span.
    void positions(RowSet.Span span, IntConsumer out) {
        int at = span.from();
        while (at < span.to()) {
            int group = groupOf(at);
            int first = at - groupStart[group] & -ColumnVector.BATCH_ROWS;
            int rows = Math.min(ColumnVector.BATCH_ROWS, run.footer().rowGroupRows()[group] - first);
            int from = at - groupStart[group] - first;
            int to = Math.min(rows, from + span.to() - at);
            position.enterCell(group, Math.min(groupStart[group + 1], span.to()) - groupStart[group]);
            IntColumnVector block = (IntColumnVector) block(position, first, rows, from, to);
            for (int i = from; i < to; i++) {
                out.accept(block.get(i));
            }
            at += to - from;
        }
    }

    private ColumnVector block(ColumnReader reader, int first, int rows, int from, int to) {
        if (to - from > FEW_ENTRIES) {
            return reader.read(first, rows);
        }
        for (int i = from; i < to; i++) {
            picked[i - from] = i;
        }
        return reader.readAt(first, rows, picked, to - from);
    }

    /// Answers how many entries come before a bound.
    private int place(KeyBound bound) {
        if (bound.keys().isEmpty()) {
            return bound.behind() ? groupStart[groupStart.length - 1] : 0;
        }
        PageFences fences = new PageFences(bound);
        int low = fences.firstNotBefore();
        int high = fences.firstBehind(low);
        int from = entryOf(low);
        int to = entryOf(high);
        while (from < to) {
            int middle = from + to >>> 1;
            if (isBefore(middle, bound)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private boolean isBefore(int entry, KeyBound bound) {
        for (int k = 0; k < bound.keys().size(); k++) {
            int compared = compare(k, entry, bound.keys().get(k));
            if (compared != 0) {
                return compared < 0;
            }
        }
        return bound.behind();
    }

    private int compare(int key, int entry, Value bound) {
        int group = groupOf(entry);
        int row = entry - groupStart[group];
        int first = row & -ColumnVector.BATCH_ROWS;
        int rows = Math.min(ColumnVector.BATCH_ROWS, run.footer().rowGroupRows()[group] - first);
        keys.get(key).enterCell(group, row + 1);
        ColumnVector vector = block(keys.get(key), first, rows, row - first, row - first + 1);
        Value value = Cells.get(vector, row - first);
        if (value.isNull() || bound.isNull()) {
            return Boolean.compare(value.isNull(), bound.isNull());
        }
        return orders.get(key).compare(value, bound);
    }

    private int groupOf(int entry) {
        int low = 0;
        int high = groupStart.length - 2;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (groupStart[middle] <= entry) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// Answers the first entry of a page of the first key column; the end of the run for the page
    /// behind the last.
    private int entryOf(int page) {
        PageDirectory directory = run.footer().directories().getFirst();
        if (page == directory.pages()) {
            return groupStart[groupStart.length - 1];
        }
        int group = 0;
        while (directory.chunkStart()[group + 1] <= page) {
            group++;
        }
        return groupStart[group] + directory.firstRow()[page];
    }

    @Override
    public void close() {
        pins.endAll();
    }

    /// The pages of the first key column against the first key of a bound.
    private final class PageFences {
        private final ZoneMaps zones = run.footer().zones().getFirst();
        private final PageDirectory directory = run.footer().directories().getFirst();

        /// Satisfied by entries that come before the bound whatever their other columns are.
        private final ColumnFilter before;

        /// Satisfied by all others but those that come behind it, whatever their other columns are.
        private final Optional<ColumnFilter> upTo;

        PageFences(KeyBound bound) {
            Value key = bound.keys().getFirst();
            var type = run.footer().schema().column(0).type();
            ColumnPredicate less = key.isNull()
                    ? new ColumnPredicate.IsNull(0, true)
                    : new ColumnPredicate.Compare(0, Comparison.LESS, key);
            before = FilterCompiler.compile(less, type).orElseThrow();
            upTo = key.isNull()
                    ? Optional.empty()
                    : FilterCompiler.compile(new ColumnPredicate.Compare(0, Comparison.LESS_OR_EQUAL, key), type);
        }

        private ColumnFilter.Verdict judge(ColumnFilter filter, int page) {
            return filter.zone(zones, page, directory.rows()[page]);
        }

        int firstNotBefore() {
            int low = 0;
            int high = directory.pages();
            while (low < high) {
                int middle = low + high >>> 1;
                if (judge(before, middle) == ColumnFilter.Verdict.ALL) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        int firstBehind(int from) {
            if (upTo.isEmpty()) {
                return directory.pages();
            }
            int low = from;
            int high = directory.pages();
            while (low < high) {
                int middle = low + high >>> 1;
                if (judge(upTo.get(), middle) == ColumnFilter.Verdict.NONE) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }
}
