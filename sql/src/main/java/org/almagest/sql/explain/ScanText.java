package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.TotalsPlace;

/// What a scan skips by, as text.
final class ScanText {
    private ScanText() {}

    /// Answers the predicates of a scan that has some.
    static String predicates(PhysicalPlan.TableScan scan) {
        TableSchema schema = scan.source().schema();
        List<String> names = new ArrayList<>(
                schema.columns().stream().map(ColumnDefinition::name).toList());
        names.add(HealpixColumn.NAME);
        ExpressionText text = new ExpressionText(names);
        return scan.predicates().stream()
                .map(predicate -> text.of(predicate, type(schema, predicate.column())))
                .collect(Collectors.joining(" AND "));
    }

    /// Answers which predicates are on columns with Bloom filters.
    static Optional<String> bloom(PhysicalPlan.TableScan scan) {
        TableSchema schema = scan.source().schema();
        List<String> names = scan.predicates().stream()
                .filter(predicate -> predicate instanceof ColumnPredicate.Compare(int _, var comparison, var _)
                                && comparison == Comparison.EQUAL
                        || predicate instanceof ColumnPredicate.In)
                .filter(predicate -> !HealpixColumn.isAt(schema, predicate.column()))
                .map(predicate -> schema.column(predicate.column()))
                .filter(column -> schema.layout().bloom().contains(column.id()))
                .map(ColumnDefinition::name)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Bloom filters of " + String.join(", ", names) + " are asked for the values");
    }

    /// Answers that the sample by which rows are estimated is of many fewer, or more, rows than there are.
    static Optional<String> stale(PhysicalPlan.TableScan scan) {
        long rows = scan.source().rowCount().orElse(0);
        return scan.source()
                .rowSample()
                .filter(sample -> sample.isStale(rows))
                .map(sample -> String.format(
                        Locale.ROOT,
                        "the sample is stale: of %,d rows, and there are %,d; ANALYZE takes a new one",
                        sample.sampledFrom(),
                        rows));
    }

    /// Answers of how many rows zone maps say all that an aggregation asks, where it asks for no more
    /// than zone maps hold.
    static Optional<String> totals(PhysicalPlan.Aggregate aggregate) {
        Optional<TotalsPlace> place = TotalsPlace.of(aggregate);
        if (place.isEmpty() || place.get().scan().access().isPresent()) {
            return Optional.empty();
        }
        PhysicalPlan.TableScan scan = place.get().scan();
        ScanRequest request = new ScanRequest(scan.columns(), scan.predicates(), List.of(), List.of(), true);
        try (Scan planned = scan.source().scan(request)) {
            ScanMetrics metrics = planned.metrics();
            return metrics.rowsAnswered() == 0
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "zone maps answer for %,d rows; %,d of %,d pages are left to read",
                            metrics.rowsAnswered(),
                            metrics.pagesPlanned(),
                            metrics.pagesPlanned() + metrics.pagesPruned() + metrics.pagesAnswered()));
        }
    }

    private static DataType type(TableSchema schema, int column) {
        return HealpixColumn.isAt(schema, column)
                ? ScalarType.BIGINT
                : schema.column(column).type();
    }

    /// Answers how many pages of rows ranges of HEALPix cells leave, where the scan has such: from
    /// zone maps alone, nothing else is read.
    static Optional<String> skyRanges(PhysicalPlan.TableScan scan) {
        TableSchema schema = scan.source().schema();
        List<ColumnPredicate> sky = scan.predicates().stream()
                .filter(predicate -> HealpixColumn.isAt(schema, predicate.column()))
                .toList();
        if (sky.isEmpty()) {
            return Optional.empty();
        }
        try (Scan planned = scan.source().scan(new ScanRequest(List.of(0), sky, List.of()))) {
            ScanMetrics metrics = planned.metrics();
            long pages = metrics.pagesPlanned() + metrics.pagesPruned();
            return Optional.of(
                    String.format(Locale.ROOT, "sky ranges: %,d of %,d pages", metrics.pagesPlanned(), pages));
        }
    }
}
