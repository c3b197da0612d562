package org.almagest.optimizer.cost;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.scan.Scannable;

/// What a scan is asked for.
///
/// @param columns to deliver
/// @param expectedRows that satisfy all predicates, as far as statistics tell; asked for where it matters
public record ScanTask(
        Scannable source, List<Integer> columns, List<ColumnPredicate> predicates, DoubleSupplier expectedRows) {
    public ScanTask {
        columns = List.copyOf(columns);
        predicates = List.copyOf(predicates);
    }

    /// Answers whether an index has every column that is named, so that it is read in the place of the rows.
    public boolean isAnsweredBy(IndexDescription index) {
        Set<Integer> named = new LinkedHashSet<>(columns);
        predicates.forEach(predicate -> named.add(predicate.column()));
        return index.holds(List.copyOf(named));
    }

    /// Answers the columns of some predicates, by their places.
    Set<Integer> conditioned(Set<Integer> without) {
        Set<Integer> conditioned = new LinkedHashSet<>();
        for (int p = 0; p < predicates.size(); p++) {
            if (!without.contains(p)) {
                conditioned.add(predicates.get(p).column());
            }
        }
        return conditioned;
    }

    /// Answers the columns to deliver that are not among others.
    Set<Integer> deliveredBeside(Set<Integer> others) {
        Set<Integer> delivered = new LinkedHashSet<>(columns);
        delivered.removeAll(others);
        return delivered;
    }

    /// Answers the indexes that predicates may say where to look in.
    List<IndexDescription> candidates() {
        Set<Integer> conditioned = conditioned(Set.of());
        List<IndexDescription> candidates = new ArrayList<>();
        for (IndexDescription index : source.indexes()) {
            boolean asked = index.method() == IndexMethod.BTREE
                    ? conditioned.contains(index.columns().getFirst())
                    : conditioned.containsAll(index.columns());
            if (asked) {
                candidates.add(index);
            }
        }
        return candidates;
    }
}
