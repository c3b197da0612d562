package org.almagest.exec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;
import org.almagest.exec.plan.PhysicalPlan;

/// Rows in memory as a source. Text comes as dictionaries in every other batch, so that both forms
/// meet; predicates are left to the operators.
final class MemoryTable implements Scannable {
    final List<DataType> types;
    final List<List<Value>> rows;
    private final int morselRows;
    private final int batchRows;
    private final boolean countKnown;
    private final List<ScanRequest> requests = Collections.synchronizedList(new ArrayList<>());
    volatile int failAtMorsel = -1;
    volatile int batchesRead;

    MemoryTable(List<DataType> types, List<List<Value>> rows, int morselRows, int batchRows, boolean countKnown) {
        this.types = types;
        this.rows = rows;
        this.morselRows = morselRows;
        this.batchRows = batchRows;
        this.countKnown = countKnown;
    }

    /// Makes the plan that reads all columns.
    PhysicalPlan.TableScan all() {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(i);
        }
        return new PhysicalPlan.TableScan(this, columns, List.of(), List.of(), "", Optional.empty());
    }

    List<DynamicPredicate> dynamics() {
        return requests.getFirst().dynamics();
    }

    @Override
    public String describe() {
        return "test rows";
    }

    @Override
    public TableSchema schema() {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(ColumnDefinition.of(i, "c" + i, types.get(i)));
        }
        return TableSchema.of(columns);
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows.size());
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return Optional.empty();
    }

    private record Piece(int index) implements Morsel {}

    @Override
    public Scan scan(ScanRequest request) {
        requests.add(request);
        return new MemoryScan(request);
    }

    private final class MemoryScan implements Scan {
        private final ScanRequest request;
        private int next;

        MemoryScan(ScanRequest request) {
            this.request = request;
        }

        @Override
        public List<Answer> answers() {
            return Collections.nCopies(request.predicates().size(), Answer.PRUNED);
        }

        @Override
        public OptionalInt morselCount() {
            return countKnown ? OptionalInt.of(morsels()) : OptionalInt.empty();
        }

        private int morsels() {
            return (rows.size() + morselRows - 1) / morselRows;
        }

        @Override
        public Optional<? extends Morsel> claim() {
            return next < morsels() ? Optional.of(new Piece(next++)) : Optional.empty();
        }

        @Override
        public MorselReader reader() {
            return new Reader(request.columns());
        }

        @Override
        public ScanMetrics metrics() {
            return ScanMetrics.NONE;
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private final class Reader implements MorselReader {
        private final List<Integer> columns;
        private final Batch own;
        private int next;
        private int end;
        private int batches;

        Reader(List<Integer> columns) {
            this.columns = columns;
            own = Batch.allocate(columns.stream().map(types::get).toList());
        }

        @Override
        public void open(Morsel morsel) {
            if (morsel.index() == failAtMorsel) {
                throw new IllegalStateException("this morsel fails");
            }
            next = morsel.index() * morselRows;
            end = Math.min(rows.size(), next + morselRows);
        }

        @Override
        public boolean next(Batch out) {
            if (next >= end) {
                return false;
            }
            batchesRead++;
            int count = Math.min(batchRows, end - next);
            own.reset();
            boolean dictionary = batches++ % 2 == 1;
            for (int c = 0; c < columns.size(); c++) {
                fill(own.column(c), columns.get(c), count, dictionary);
                out.setColumn(c, own.column(c));
            }
            next += count;
            out.setRowCount(count);
            return true;
        }

        private void fill(ColumnVector vector, int column, int count, boolean dictionary) {
            if (dictionary && vector.physicalType() == PhysicalType.BYTES) {
                fillDictionary((TextColumnVector) vector, column, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                TestValues.set(vector, i, rows.get(next + i).get(column));
            }
        }

        private void fillDictionary(TextColumnVector vector, int column, int count) {
            List<String> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Value value = rows.get(next + i).get(column);
                String text = value instanceof Value.OfText(String t) ? t : "";
                if (!entries.contains(text)) {
                    entries.add(text);
                }
                vector.codes()[i] = entries.indexOf(text);
            }
            TextColumnVector flat = new TextColumnVector(entries.size());
            for (int i = 0; i < entries.size(); i++) {
                flat.append(i, entries.get(i));
            }
            vector.useDictionary(new TextDictionary(flat.bytes(), flat.offsets(), entries.size()));
            for (int i = 0; i < count; i++) {
                if (rows.get(next + i).get(column).isNull()) {
                    vector.setNull(i);
                }
            }
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
