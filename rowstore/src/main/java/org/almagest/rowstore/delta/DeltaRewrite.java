package org.almagest.rowstore.delta;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;

/// Brings rows of a delta from the form of one schema into that of another: columns meet by their
/// ids, and one that is new has what rows from before it have. One thread.
public final class DeltaRewrite {
    private final TableSchema after;
    private final ColumnVector[] vectors;
    private final RowDecoder decoder;
    private final Batch batch;

    public DeltaRewrite(TableSchema before, TableSchema after) {
        this.after = after.withColumns(after.columns().stream()
                .map(column -> column.withNullable(true))
                .toList());
        vectors = before.columns().stream()
                .map(column -> ColumnVector.allocate(column.type(), ColumnVector.BATCH_ROWS))
                .toArray(ColumnVector[]::new);
        boolean[] wanted = new boolean[vectors.length];
        Arrays.fill(wanted, true);
        decoder = new RowDecoder(before, vectors, wanted);
        batch = new Batch(after.columnCount());
        for (int c = 0; c < after.columnCount(); c++) {
            ColumnDefinition column = after.column(c);
            batch.setColumn(
                    c,
                    before.withId(column.id()).isPresent()
                            ? vectors[before.positionOfId(column.id())]
                            : before(column));
        }
    }

    private static ColumnVector before(ColumnDefinition column) {
        ColumnVector constant = ColumnVector.allocate(column.type(), 1);
        Cells.set(constant, 0, column.absent().before());
        constant.setConstant(true);
        return constant;
    }

    /// Rewrites the rows of one chunk. Whether there may be NULLs is not its affair.
    public EncodedRows rewrite(EncodedRows rows) {
        decoder.seek(MemorySegment.ofArray(rows.bytes()), 0);
        List<EncodedRows> parts = new ArrayList<>();
        for (int done = 0; done < rows.rowCount(); ) {
            int count = Math.min(ColumnVector.BATCH_ROWS, rows.rowCount() - done);
            for (ColumnVector vector : vectors) {
                vector.reset();
            }
            for (int i = 0; i < count; i++) {
                decoder.read(i);
            }
            batch.setRowCount(count);
            parts.add(RowEncoder.encode(after, List.of(batch)));
            done += count;
        }
        return EncodedRows.concat(parts);
    }

    /// Rewrites all commits of a delta into memory of their own; rows keep their places, deleted or not.
    public DeltaView rewrite(DeltaView view, DeltaBuffer target) {
        List<DeltaView> newest = new ArrayList<>(List.of(DeltaView.empty(target)));
        view.forEachCommit((lsn, rows) -> newest.set(0, newest.getFirst().append(lsn, rewrite(rows))));
        return newest.getFirst().withDeleted(view.deleted());
    }
}
