package org.almagest.exec.aggregate;

import java.util.List;
import java.util.OptionalInt;
import org.almagest.columnar.scan.RowTotals;
import org.almagest.exec.plan.TotalsPlace;

/// Takes what zone maps say of rows that are not read from the scan of one execution to its
/// aggregation. The scan tells when it is opened, before any row is delivered.
public final class KnownTotals {
    private final TotalsPlace place;
    private volatile List<RowTotals> totals = List.of();

    public KnownTotals(TotalsPlace place) {
        this.place = place;
    }

    /// Tells what the scan knows.
    public void tell(List<RowTotals> known) {
        totals = List.copyOf(known);
    }

    /// Adds everything to the one group of the calls' accumulators.
    void addTo(Accumulator[] accumulators) {
        for (RowTotals rows : totals) {
            for (int c = 0; c < accumulators.length; c++) {
                OptionalInt column = place.columns().get(c);
                if (column.isEmpty()) {
                    accumulators[c].addCount(rows.rows());
                } else {
                    RowTotals.Column values = rows.columns().get(column.getAsInt());
                    accumulators[c].addCount(values.values());
                    values.least().ifPresent(accumulators[c]::addExtreme);
                    values.greatest().ifPresent(accumulators[c]::addExtreme);
                }
            }
        }
    }
}
