package org.almagest.exec.join;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.RowStore;

/// Gives the rows of a table that no row of the probe matched, block by block, with NULLs for the
/// probe's columns; for BUILD_SEMI and BUILD_ANTI the rows that they ask for, alone. One thread.
final class UnmatchedRows {
    private final JoinKind kind;
    private final int probeColumns;
    private final int buildColumns;
    private final Batch own;
    private int block;
    private int next;

    UnmatchedRows(PhysicalPlan.HashJoin plan) {
        kind = plan.kind();
        probeColumns = kind.keepsBuildOnly() ? 0 : plan.probe().types().size();
        buildColumns = plan.kept().size();
        own = Batch.allocate(plan.types());
        for (int c = 0; c < probeColumns; c++) {
            own.column(c).setNull(0);
            own.column(c).setConstant(true);
        }
    }

    /// Starts a block.
    void open(int newBlock) {
        block = newBlock;
        next = 0;
    }

    /// Makes `out` the next rows of the block; answers false at its end.
    boolean next(JoinTable table, Batch out) {
        RowStore rows = table.rows();
        while (next < rows.rows(block)) {
            int first = next;
            int count = Math.min(ColumnVector.BATCH_ROWS, rows.rows(block) - first);
            next += count;
            if (select(table, first, count, out) > 0) {
                read(rows, first, count, out);
                return true;
            }
        }
        return false;
    }

    private int select(JoinTable table, int first, int count, Batch out) {
        int found = 0;
        out.setRowCount(count);
        for (int i = 0; i < count; i++) {
            boolean matched = table.isMatched(RowStore.id(block, first + i));
            out.selection()[found] = i;
            found += matched == (kind == JoinKind.BUILD_SEMI) ? 1 : 0;
        }
        out.setSelected(found);
        return found;
    }

    private void read(RowStore rows, int first, int count, Batch out) {
        for (int c = 0; c < probeColumns; c++) {
            out.setColumn(c, own.column(c));
        }
        for (int c = 0; c < buildColumns; c++) {
            ColumnVector vector = own.column(probeColumns + c);
            vector.reset();
            rows.read(c, block, first, count, vector);
            out.setColumn(probeColumns + c, vector);
        }
    }
}
