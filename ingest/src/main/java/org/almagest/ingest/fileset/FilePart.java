package org.almagest.ingest.fileset;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;

/// A file of a set.
///
/// @param columns where each column of the set comes from
record FilePart(String path, Scannable rows, List<Origin> columns) {
    FilePart {
        columns = List.copyOf(columns);
    }

    /// Where the values of a column come from.
    sealed interface Origin {
        /// A column of the file that has the set's type.
        record Same(int position) implements Origin {}

        /// A column of the file whose values the set's type takes after a conversion.
        record Narrower(int position) implements Origin {}

        /// A column that the file does not have: NULL.
        record Absent() implements Origin {}

        /// The name of the file.
        record FileName() implements Origin {}
    }

    /// Answers how many values of a column are NULL, where it is known.
    OptionalLong nulls(int column) {
        return switch (columns.get(column)) {
            case Origin.Same(int position) -> nullCount(position);
            case Origin.Narrower(int position) -> nullCount(position);
            case Origin.Absent absent -> rows.rowCount();
            case Origin.FileName name -> OptionalLong.of(0);
        };
    }

    private OptionalLong nullCount(int position) {
        return rows.statistics(position).map(ColumnStatistics::nullCount).orElse(OptionalLong.empty());
    }

    /// Answers what to ask of this file: the columns that it has, each once in the order of the
    /// request, and the predicates on columns whose type is the set's.
    ScanRequest request(ScanRequest wanted) {
        List<Integer> positions = new ArrayList<>();
        for (int column : wanted.columns()) {
            switch (columns.get(column)) {
                case Origin.Same(int position) -> positions.add(position);
                case Origin.Narrower(int position) -> positions.add(position);
                case Origin.Absent absent -> {}
                case Origin.FileName name -> {}
            }
        }
        List<ColumnPredicate> predicates = new ArrayList<>();
        for (ColumnPredicate predicate : wanted.predicates()) {
            if (columns.get(predicate.column()) instanceof Origin.Same(int position)) {
                predicates.add(on(position, predicate));
            }
        }
        return new ScanRequest(positions, predicates, List.of());
    }

    /// Answers whether no row of this file can satisfy the predicates, by its name or because a
    /// column is NULL throughout.
    boolean isExcluded(List<ColumnPredicate> predicates) {
        return predicates.stream().anyMatch(predicate -> switch (columns.get(predicate.column())) {
            case Origin.Same same -> false;
            case Origin.Narrower narrower -> false;
            case Origin.Absent absent -> !predicate.acceptsNull();
            case Origin.FileName name -> FileNameCheck.excludes(path, predicate);
        });
    }

    private static ColumnPredicate on(int column, ColumnPredicate predicate) {
        return switch (predicate) {
            case ColumnPredicate.Compare(int old, var comparison, var value) ->
                new ColumnPredicate.Compare(column, comparison, value);
            case ColumnPredicate.Between(int old, var low, var high) -> new ColumnPredicate.Between(column, low, high);
            case ColumnPredicate.In(int old, var values) -> new ColumnPredicate.In(column, values);
            case ColumnPredicate.IsNull(int old, boolean negated) -> new ColumnPredicate.IsNull(column, negated);
            case ColumnPredicate.OrNull(var accepted) -> new ColumnPredicate.OrNull(on(column, accepted));
            case ColumnPredicate.Like(int old, var pattern, char escape, boolean negated) ->
                new ColumnPredicate.Like(column, pattern, escape, negated);
            case ColumnPredicate.Keys(int old, var keys) -> new ColumnPredicate.Keys(column, keys);
            case ColumnPredicate.RangeSet(int old, var ranges) -> new ColumnPredicate.RangeSet(column, ranges);
        };
    }
}
