package org.almagest.exec.join;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.expression.Expression;

/// Rows with the same keys: a place is a row's id.
final class KeyCandidates implements Candidates {
    private final JoinTable table;
    private final JoinKeys keys;
    private final TableLookup lookup;
    private final int[] heads = new int[ColumnVector.BATCH_ROWS];
    private final int[] found = new int[ColumnVector.BATCH_ROWS];
    private final boolean[] keyed = new boolean[ColumnVector.BATCH_ROWS];
    private int count;
    private boolean keyedKnown;

    KeyCandidates(JoinTable table, List<Expression> expressions, ExpressionCompiler compiler) {
        this.table = table;
        keys = new JoinKeys(expressions, compiler);
        lookup = new TableLookup(table);
    }

    @Override
    public void find(Batch probe) {
        keys.compute(probe);
        count = lookup.find(keys, heads, found);
        keyedKnown = false;
    }

    @Override
    public int[] rows() {
        return found;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int first(int row) {
        return heads[row];
    }

    @Override
    public int id(int place) {
        return place;
    }

    @Override
    public int next(int row, int place) {
        return table.next(place);
    }

    @Override
    public boolean isKeyed(int row) {
        if (!keyedKnown) {
            Arrays.fill(keyed, false);
            for (int i = 0; i < keys.count(); i++) {
                keyed[keys.rows()[i]] = true;
            }
            keyedKnown = true;
        }
        return keyed[row];
    }
}
