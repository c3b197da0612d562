package org.almagest.cli.output;

import org.almagest.columnar.vector.Batch;

/// Rows of which the first batch has been looked at already: gives it again, then the others.
final class BegunRows implements RowSource {
    private final Batch first;
    private final RowSource others;
    private boolean begun;

    BegunRows(Batch first, RowSource others) {
        this.first = first;
        this.others = others;
    }

    @Override
    public boolean next(Batch out) {
        if (begun) {
            return others.next(out);
        }
        begun = true;
        for (int i = 0; i < first.columnCount(); i++) {
            out.setColumn(i, first.column(i));
        }
        out.shareRows(first);
        return true;
    }
}
