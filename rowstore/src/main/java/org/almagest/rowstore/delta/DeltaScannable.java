package org.almagest.rowstore.delta;

import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;

/// The rows of a table's delta in one snapshot. An open scan keeps the memory; a scan must be
/// opened while the snapshot is.
public final class DeltaScannable implements Scannable {
    private final String name;
    private final TableSchema schema;
    private final DeltaView view;
    private final DeltaStatistics statistics;

    public DeltaScannable(String name, TableSchema schema, DeltaView view) {
        this.name = name;
        this.schema = schema;
        this.view = view;
        this.statistics = new DeltaStatistics(this);
    }

    @Override
    public String describe() {
        return "inserted rows of " + name;
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(view.liveRows());
    }

    /// Reads the column the first time that it is asked for; the delta is small.
    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return PlaceColumn.isAt(schema, column) ? Optional.empty() : statistics.of(column);
    }

    @Override
    public boolean isUnique(int column) {
        return !HealpixColumn.isAt(schema, column)
                && !PlaceColumn.isAt(schema, column)
                && statistics.isAscending(column);
    }

    @Override
    public Answer answer(ColumnPredicate predicate) {
        if (HealpixColumn.isAt(schema, predicate.column()) || PlaceColumn.isAt(schema, predicate.column())) {
            return Answer.PRUNED;
        }
        DataType type = schema.column(predicate.column()).type();
        return RowTest.of(predicate, type).isPresent() ? Answer.EXACT : Answer.PRUNED;
    }

    @Override
    public Scan scan(ScanRequest request) {
        return new DeltaScan(schema, view, request);
    }
}
