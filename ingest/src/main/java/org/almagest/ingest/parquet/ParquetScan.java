package org.almagest.ingest.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/// A scan of a Parquet file. Row groups whose statistics exclude the predicates are left out, then
/// the rows of pages that the page index excludes. What is left is cut into morsels of at most a
/// row group of ours, but for arrays, whose pages cannot be passed without being decoded.
final class ParquetScan implements Scan {
    private final ReadableFile file;
    private final ParquetFooter footer;
    private final List<ParquetColumn> columns;
    private final MemoryBudget budget;
    private final ScanRequest request;
    private final List<ParquetMorsel> morsels = new ArrayList<>();
    private final AtomicInteger nextMorsel = new AtomicInteger();
    private final Counts counts = new Counts(new LongAdder(), new LongAdder(), new LongAdder());
    private int groupsPruned;
    private long rowsPlanned;

    /// What readers count.
    record Counts(LongAdder bytes, LongAdder rows, LongAdder pages) {}

    ParquetScan(
            ReadableFile file,
            ParquetFooter footer,
            List<ParquetColumn> columns,
            MemoryBudget budget,
            ScanRequest request) {
        this.file = file;
        this.footer = footer;
        this.columns = columns;
        this.budget = budget;
        this.request = request;
        boolean whole = request.columns().stream()
                .anyMatch(column -> columns.get(column).isArray());
        for (int g = 0; g < footer.rowGroups().size(); g++) {
            List<RowRanges.Range> ranges = surviving(footer.rowGroups().get(g)).ranges();
            if (ranges.isEmpty()) {
                groupsPruned++;
            } else if (whole) {
                add(g, ranges.getFirst().first(), ranges.getLast().end());
            } else {
                for (RowRanges.Range range : ranges) {
                    cut(g, range);
                }
            }
        }
    }

    private RowRanges surviving(BlockMetaData group) {
        RowRanges rows = RowRanges.all(group.getRowCount());
        for (ColumnPredicate predicate : request.predicates()) {
            ParquetColumn column = columns.get(predicate.column());
            if (column.isArray() || rows.ranges().isEmpty()) {
                continue;
            }
            Bounds bounds = Bounds.of(column, group.getColumns().get(column.leaf()));
            if (!new BoundsCheck(column.type(), bounds, group.getRowCount()).canSatisfy(predicate)) {
                return new RowRanges(List.of());
            }
            try {
                rows = rows.intersect(RowRanges.surviving(file, column, group, predicate));
            } catch (DamagedBytes damage) {
                throw ParquetFailures.damaged(file.path(), column.name(), damage.getMessage());
            }
        }
        return rows;
    }

    private void cut(int group, RowRanges.Range range) {
        for (long first = range.first(); first < range.end(); first += TableSink.ROW_GROUP_ROWS) {
            add(group, first, Math.min(range.end(), first + TableSink.ROW_GROUP_ROWS));
        }
    }

    private void add(int group, long first, long end) {
        morsels.add(new ParquetMorsel(morsels.size(), group, first, end - first));
        rowsPlanned += end - first;
    }

    @Override
    public List<Answer> answers() {
        return Collections.nCopies(request.predicates().size(), Answer.PRUNED);
    }

    @Override
    public OptionalInt morselCount() {
        return OptionalInt.of(morsels.size());
    }

    @Override
    public Optional<ParquetMorsel> claim() {
        int index = nextMorsel.getAndUpdate(next -> Math.min(next + 1, morsels.size()));
        return index < morsels.size() ? Optional.of(morsels.get(index)) : Optional.empty();
    }

    @Override
    public MorselReader reader() {
        List<ParquetColumn> wanted =
                request.columns().stream().map(columns::get).toList();
        return new ParquetMorselReader(file, footer, wanted, budget, counts);
    }

    @Override
    public ScanMetrics metrics() {
        long rows = counts.rows().sum();
        return new ScanMetrics(
                footer.rowGroups().size(),
                groupsPruned,
                0,
                0,
                counts.pages().sum(),
                0,
                0,
                rowsPlanned,
                rows,
                counts.bytes().sum(),
                0,
                0);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw ParquetFailures.unreadable(footer.file(), failure);
        }
    }
}
