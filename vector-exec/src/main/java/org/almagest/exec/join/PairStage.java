package org.almagest.exec.join;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.pipeline.OperatorStage;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.RowCopy;

/// Probes where a row may have many matches, or a residual condition decides. Goes through the
/// probe's batch row by row and through each row's chain, making at most 1,024 pairs at a time;
/// then, for the kinds that ask which rows found no partner (or that one is enough), gives those
/// rows.
final class PairStage extends OperatorStage {
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private final QueryScope scope;
    private final JoinKind kind;
    private final JoinTable table;
    private final Candidates candidates;
    private final Optional<Condition> residual;
    private final Optional<Evaluator> compared;
    private final BuiltSide build;
    private final Optional<CarriedMatches> carried;
    private final BooleanColumnVector mark = new BooleanColumnVector(ROWS);
    private final boolean[] unknown = new boolean[ROWS];
    private final Batch pairs;
    private final Batch alone;
    private final int probeColumns;
    private final int buildColumns;
    private final boolean[] matched = new boolean[ROWS];
    private final int[] probeRows = new int[ROWS];
    private final int[] buildIds = new int[ROWS];
    private final ColumnVector[] nulls;
    private Batch out;
    private boolean inBatch;
    private int place;
    private int chain = -1;
    private boolean chainStarted;

    PairStage(
            Stage input,
            PhysicalPlan.HashJoin plan,
            BuiltSide build,
            Optional<CarriedMatches> carried,
            Counter counter,
            QueryScope scope) {
        super(input, counter);
        this.carried = carried;
        this.scope = scope;
        kind = plan.kind();
        table = build.table();
        candidates = plan.band().isPresent()
                ? new BandCandidates(table.sorted().orElseThrow(), plan.band().get(), scope.expressions())
                : new KeyCandidates(table, plan.probeKeys(), scope.expressions());
        residual = plan.residual().map(scope.expressions()::condition);
        compared = plan.compared().map(scope.expressions()::evaluator);
        this.build = build;
        probeColumns = plan.probe().types().size();
        buildColumns = table.layout().payload();
        pairs = new Batch(probeColumns + buildColumns);
        nulls = new ColumnVector[kind.givesBuild() ? buildColumns : 0];
        for (int c = 0; c < probeColumns; c++) {
            pairs.setColumn(c, ColumnVector.allocate(plan.probe().types().get(c), ROWS));
        }
        for (int c = 0; c < buildColumns; c++) {
            pairs.setColumn(
                    probeColumns + c, ColumnVector.allocate(plan.keptTypes().get(c), ROWS));
        }
        for (int c = 0; c < nulls.length; c++) {
            nulls[c] = ColumnVector.allocate(plan.keptTypes().get(c), 1);
            nulls[c].setNull(0);
            nulls[c].setConstant(true);
        }
        alone = new Batch(plan.types().size());
        out = pairs;
    }

    @Override
    protected boolean advance() {
        if (table.isEmpty() && kind.mayDropProbeRows()) {
            return false;
        }
        while (true) {
            if (!inBatch && !startBatch()) {
                return false;
            }
            while (fillPairs()) {
                if (scope.isStopping()) {
                    return false;
                }
                residual.ifPresent(condition -> condition.select(pairs));
                compared.ifPresentOrElse(this::compare, this::match);
                if (kind.givesBuild() && !kind.keepsBuildOnly() && pairs.size() > 0) {
                    out = pairs;
                    return true;
                }
            }
            inBatch = false;
            carried.ifPresent(matches -> matches.store(input.batch().rowCount(), matched, unknown));
            boolean known = carried.map(CarriedMatches::isLast).orElse(true);
            if (kind.asksProbe() && known && rowsAlone()) {
                out = alone;
                return true;
            }
        }
    }

    private void match() {
        for (int i = 0; i < pairs.size(); i++) {
            int pair = pairs.row(i);
            if (kind == JoinKind.SINGLE && matched[probeRows[pair]]) {
                throw AlmagestException.of(
                                SqlState.CARDINALITY_VIOLATION, "a subquery that stands for a value gives several rows")
                        .hint("add LIMIT 1, take an aggregate such as max, or compare with IN");
            }
            matched[probeRows[pair]] = true;
            if (kind.notesMatches()) {
                table.match(buildIds[pair]);
            }
        }
    }

    /// A pair that is compared is a match, none, or nobody knows.
    private void compare(Evaluator evaluator) {
        if (pairs.size() == 0) {
            return;
        }
        BooleanColumnVector result = (BooleanColumnVector) evaluator.evaluate(pairs);
        for (int i = 0; i < pairs.size(); i++) {
            int pair = pairs.row(i);
            if (result.isNull(pair)) {
                unknown[probeRows[pair]] = true;
            } else if (result.get(pair) != 0) {
                matched[probeRows[pair]] = true;
            }
        }
    }

    private boolean startBatch() {
        if (!input.next()) {
            return false;
        }
        Batch probe = input.batch();
        if (kind.asksProbe()) {
            Arrays.fill(matched, 0, probe.rowCount(), false);
            Arrays.fill(unknown, 0, probe.rowCount(), false);
        }
        carried.ifPresent(matches -> matches.load(probe.rowCount(), matched, unknown));
        candidates.find(probe);
        inBatch = true;
        place = 0;
        chainStarted = false;
        return true;
    }

    /// Makes the next pairs; answers whether there are any.
    private boolean fillPairs() {
        Batch probe = input.batch();
        int[] rows = candidates.rows();
        int count = 0;
        while (count < ROWS && place < candidates.count()) {
            int row = rows[place];
            if (!chainStarted) {
                chain = candidates.first(row);
                chainStarted = true;
            }
            if (!kind.givesBuild() && matched[row]) {
                chain = -1;
            }
            while (chain >= 0 && count < ROWS) {
                int id = candidates.id(chain);
                probeRows[count] = row;
                buildIds[count] = id;
                count += kind.keepsBuildOnly() && table.isMatched(id) ? 0 : 1;
                chain = candidates.next(row, chain);
            }
            if (chain < 0) {
                place++;
                chainStarted = false;
            }
        }
        if (count == 0) {
            return false;
        }
        for (int c = 0; c < probeColumns; c++) {
            pairs.column(c).reset();
            RowCopy.gather(probe.column(c), probeRows, count, pairs.column(c));
        }
        for (int c = 0; c < buildColumns; c++) {
            table.rows().gather(c, buildIds, count, pairs.column(probeColumns + c));
        }
        pairs.setRowCount(count);
        return true;
    }

    /// Makes `alone` the probe's rows that come out by themselves: with a partner for SEMI, without
    /// one for ANTI and LEFT (with NULLs beside them), all of them with a mark.
    private boolean rowsAlone() {
        Batch probe = input.batch();
        if (kind.marks()) {
            mark(probe);
            return probe.size() > 0;
        }
        boolean wanted = kind == JoinKind.SEMI;
        alone.setRowCount(probe.rowCount());
        int found = 0;
        for (int i = 0; i < probe.size(); i++) {
            int row = probe.row(i);
            if (matched[row] == wanted) {
                alone.selection()[found++] = row;
            }
        }
        alone.setSelected(found);
        for (int c = 0; c < probeColumns; c++) {
            alone.setColumn(c, probe.column(c));
        }
        for (int c = 0; c < nulls.length; c++) {
            alone.setColumn(probeColumns + c, nulls[c]);
        }
        return found > 0;
    }

    private void mark(Batch probe) {
        mark.reset();
        for (int i = 0; i < probe.size(); i++) {
            int row = probe.row(i);
            mark.set(row, (byte) (matched[row] ? 1 : 0));
            if (!matched[row] && (unknown[row] || kind == JoinKind.NULL_AWARE_MARK && isUnknown(row))) {
                mark.setNull(row);
            }
        }
        alone.setRowCount(probe.rowCount());
        alone.shareRows(probe);
        for (int c = 0; c < probeColumns; c++) {
            alone.setColumn(c, probe.column(c));
        }
        alone.setColumn(probeColumns, mark);
    }

    /// Answers whether IN knows nothing of a row without a match: it or a row that it is compared with
    /// is NULL.
    private boolean isUnknown(int row) {
        return build.hasNullKeys() || build.hasRows() && !candidates.isKeyed(row);
    }

    @Override
    public Batch batch() {
        return out;
    }
}
