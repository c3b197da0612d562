package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.ImpliedRanges;
import org.almagest.exec.function.PositionRef;
import org.almagest.optimizer.logical.LogicalPlan;

/// Finds the conditions on a scan of a table clustered by the sky that imply ranges of HEALPix
/// cells, as predicates on the virtual column `_healpix_29`. A scan prunes by them and evaluates
/// none, so the conditions are checked again.
final class SkyPredicates {
    private SkyPredicates() {}

    static List<PredicateExtraction.Found> of(LogicalPlan.Scan scan, List<Expression> conditions) {
        Optional<PositionRef> position = position(scan);
        if (position.isEmpty()) {
            return List.of();
        }
        int column = HealpixColumn.position(scan.source().schema());
        List<PredicateExtraction.Found> found = new ArrayList<>();
        for (Expression condition : conditions) {
            ImpliedRanges.of(condition, position.get())
                    .map(ranges -> ColumnPredicate.RangeSet.ofIntegers(column, ranges))
                    .ifPresent(set -> found.add(new PredicateExtraction.Found(set, List.of(condition))));
        }
        return found;
    }

    /// Answers the numbers of the position's columns, where the scan gives both.
    private static Optional<PositionRef> position(LogicalPlan.Scan scan) {
        TableSchema schema = scan.source().schema();
        if (!(schema.layout().clustering() instanceof Clustering.BySky(int raId, int decId))) {
            return Optional.empty();
        }
        int ra = scan.positions().indexOf(schema.positionOfId(raId));
        int dec = scan.positions().indexOf(schema.positionOfId(decId));
        return ra < 0 || dec < 0
                ? Optional.empty()
                : Optional.of(new PositionRef(
                        scan.columns().get(ra).number(), scan.columns().get(dec).number()));
    }
}
