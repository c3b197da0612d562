package org.almagest.exec.join;

import java.util.Arrays;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.pipeline.OperatorStage;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;

/// Probes where each row has at most one match, or only whether there is one matters.
final class LookupStage extends OperatorStage {
    private final JoinKind kind;
    private final JoinTable table;
    private final JoinKeys keys;
    private final TableLookup lookup;
    private final Batch batch;
    private final ColumnVector[] buildVectors;
    private final int probeColumns;
    private final BuiltSide build;
    private final BooleanColumnVector mark = new BooleanColumnVector(ColumnVector.BATCH_ROWS);
    private final int[] heads = new int[ColumnVector.BATCH_ROWS];
    private final int[] found = new int[ColumnVector.BATCH_ROWS];

    LookupStage(Stage input, PhysicalPlan.HashJoin plan, BuiltSide build, Counter counter, QueryScope scope) {
        super(input, counter);
        kind = plan.kind();
        this.build = build;
        table = build.table();
        lookup = new TableLookup(table);
        keys = new JoinKeys(plan.probeKeys(), scope.expressions());
        probeColumns = plan.probe().types().size();
        batch = new Batch(plan.types().size());
        buildVectors = new ColumnVector[kind.givesBuild() ? plan.types().size() - probeColumns : 0];
        for (int c = 0; c < buildVectors.length; c++) {
            buildVectors[c] = ColumnVector.allocate(plan.keptTypes().get(c), ColumnVector.BATCH_ROWS);
        }
    }

    @Override
    protected boolean advance() {
        if (table.isEmpty() && kind.mayDropProbeRows()) {
            return false;
        }
        while (input.next()) {
            Batch probe = input.batch();
            if (!kind.mayDropProbeRows()) {
                Arrays.fill(heads, 0, probe.rowCount(), -1);
            }
            keys.compute(probe);
            narrow(probe, lookup.find(keys, heads, found));
            if (kind.notesMatches()) {
                note();
            }
            if (batch.size() > 0) {
                for (int c = 0; c < probeColumns; c++) {
                    batch.setColumn(c, probe.column(c));
                }
                for (int c = 0; c < buildVectors.length; c++) {
                    gather(c, probe.rowCount());
                    batch.setColumn(probeColumns + c, buildVectors[c]);
                }
                if (kind.marks()) {
                    mark(probe);
                    batch.setColumn(probeColumns, mark);
                }
                return true;
            }
        }
        return false;
    }

    /// Notes that rows of a build side that is kept have a match.
    private void note() {
        for (int i = 0; i < batch.size(); i++) {
            int head = heads[batch.row(i)];
            if (!table.isMatched(head)) {
                table.match(head);
            }
        }
    }

    /// Every row of an inner join that comes out has a partner; others of the batch are not looked at.
    private void gather(int column, int places) {
        ColumnVector out = buildVectors[column];
        if (!kind.asksProbe()) {
            table.rows().gather(column, heads, batch.selection(), batch.size(), places, out);
        } else {
            table.rows().gather(column, heads, places, out);
        }
    }

    /// Makes the batch have the probe's rows that come out.
    private void narrow(Batch probe, int matches) {
        if (kind == JoinKind.LEFT || kind == JoinKind.SINGLE || kind.marks()) {
            batch.shareRows(probe);
            return;
        }
        batch.setRowCount(probe.rowCount());
        if (kind.mayDropProbeRows()) {
            System.arraycopy(found, 0, batch.selection(), 0, matches);
            batch.setSelected(matches);
            return;
        }
        int alone = 0;
        for (int i = 0; i < probe.size(); i++) {
            int row = probe.row(i);
            batch.selection()[alone] = row;
            alone += heads[row] >>> 31;
        }
        batch.setSelected(alone);
    }

    /// Marks the rows. One with a NULL key, which `keys` leaves out, is unknown to IN where there is
    /// anything to compare it with, and so is one without a match where that has a NULL.
    private void mark(Batch probe) {
        boolean in = kind == JoinKind.NULL_AWARE_MARK;
        boolean nothing = !build.hasRows() && !build.hasNullKeys();
        mark.reset();
        for (int i = 0; i < probe.size(); i++) {
            mark.set(probe.row(i), (byte) 0);
            if (in && !nothing) {
                mark.setNull(probe.row(i));
            }
        }
        for (int i = 0; i < keys.count(); i++) {
            int row = keys.rows()[i];
            boolean found = heads[row] >= 0;
            mark.values()[row] = (byte) (found ? 1 : 0);
            if (in && !nothing && (found || !build.hasNullKeys())) {
                mark.setValid(row);
            }
        }
    }

    @Override
    public Batch batch() {
        return batch;
    }
}
