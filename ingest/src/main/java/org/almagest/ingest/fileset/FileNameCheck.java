package org.almagest.ingest.fileset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.Value;

/// Tells of a predicate on the column of file names whether it leaves a file out.
final class FileNameCheck {
    private FileNameCheck() {}

    static boolean excludes(String path, ColumnPredicate predicate) {
        return switch (predicate) {
            case ColumnPredicate.Compare(int column, var comparison, Value.OfText(String text)) ->
                !holds(comparison, order(path, text));
            case ColumnPredicate.Between(int column, Value.OfText(String low), Value.OfText(String high)) ->
                order(path, low) < 0 || order(path, high) > 0;
            case ColumnPredicate.In(int column, var values) -> !values.contains(Value.of(path));
            case ColumnPredicate.IsNull(int column, boolean negated) -> !negated;
            case ColumnPredicate.OrNull(var accepted) -> excludes(path, accepted);
            case ColumnPredicate.Compare other -> false;
            case ColumnPredicate.Between other -> false;
            case ColumnPredicate.Like like -> false;
            case ColumnPredicate.RangeSet ranges -> false;
            case ColumnPredicate.Keys keys -> false;
        };
    }

    private static int order(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
