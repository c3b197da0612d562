package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.pool.Pin;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;

/// The few values that a column must have one of, ready to ask Bloom filters for them.
record BloomProbe(int column, long[] hashes) {
    /// More values than this are not asked for one by one.
    private static final int MOST_VALUES = 64;

    /// Makes the probe of a predicate on the column at a position of the schema; empty where it
    /// accepts too many values.
    static Optional<BloomProbe> of(ColumnPredicate predicate, ColumnDefinition column) {
        return ValueSet.of(predicate, column.type())
                .flatMap(set -> values(set, TypeOrder.of(column.type()).orElseThrow()))
                .map(values -> new BloomProbe(
                        predicate.column(),
                        values.stream().mapToLong(RowHashes::of).toArray()));
    }

    private static Optional<List<Value>> values(ValueSet set, TypeOrder order) {
        List<Value> values = new ArrayList<>();
        for (ValueRange range : set.ranges()) {
            boolean countable = range.isPoint() || order.isDiscrete() && range.hasLow() && range.hasHigh();
            if (!countable) {
                return Optional.empty();
            }
            Optional<Value> next = Optional.of(range.low());
            while (next.isPresent() && order.compare(next.get(), range.high()) <= 0) {
                values.add(next.get());
                if (values.size() > MOST_VALUES) {
                    return Optional.empty();
                }
                next = range.isPoint() ? Optional.empty() : order.next(next.get());
            }
        }
        return Optional.of(values);
    }

    /// Answers which of some cells of a row group (bit i: cell i) may hold one of the values; all of
    /// them where the segment has no filters of the column.
    int survivors(OpenSegment segment, ColumnDefinition definition, int rowGroup, int cells) {
        int position = segment.position(definition.id()).orElse(-1);
        int index = segment.footer().bloom().indexOf(position);
        if (index < 0) {
            return cells;
        }
        PageDirectory directory = segment.footer().directories().get(position);
        int first = directory.chunkStart()[rowGroup];
        int pages = directory.chunkStart()[rowGroup + 1] - first;
        int number = segment.bloomNumber(index, rowGroup);
        int alive = 0;
        try (Pin pin = new Pin()) {
            segment.pages().pin(number, number, pin);
            BloomPage filters = BloomPage.open(pin.bytes(), pages, () -> segment.where(number));
            for (int p = 0; p < pages; p++) {
                int cell = 1 << directory.firstRow()[first + p] / SegmentFormat.PAGE_ROWS;
                if ((cells & cell) != 0 && filters.mayHold(p, hashes)) {
                    alive |= cell;
                }
            }
        }
        return alive;
    }
}
