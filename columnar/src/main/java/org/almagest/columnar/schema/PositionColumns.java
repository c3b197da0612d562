package org.almagest.columnar.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// The columns of a table that hold each row's position: right ascension and declination, in
/// degrees.
///
/// Recognised by UCD first (`pos.eq.ra;meta.main`, then `pos.eq.ra` where one column alone has
/// it), then by name. Both must be REAL or DOUBLE; a unit that is given must be degrees.
public record PositionColumns(ColumnDefinition ra, ColumnDefinition dec) {
    /// Names of right ascensions and, at the same place, of declinations, the likelier first.
    private static final List<String> RA_NAMES = List.of(
            "ra", "raj2000", "_raj2000", "ra_icrs", "ra_icrs_", "radeg", "ra_deg", "ra_j2000", "alpha_j2000", "right_ascension", "_ra");

    private static final List<String> DEC_NAMES = List.of(
            "dec", "dej2000", "_dej2000", "de_icrs", "dec_icrs", "dedeg", "dec_deg", "dec_j2000", "delta_j2000", "declination", "_de");

    private static final List<String> DEGREES = List.of("", "deg", "degree", "degrees", "\u00b0");

    /// Finds the position of a table's rows.
    public static Optional<PositionColumns> of(TableSchema schema) {
        List<ColumnDefinition> candidates =
                schema.columns().stream().filter(PositionColumns::isAngle).toList();
        return byUcd(candidates, ucd -> ucd.contains("meta.main"))
                .or(() -> byUcd(candidates, ucd -> true))
                .or(() -> byName(candidates));
    }

    private static boolean isAngle(ColumnDefinition column) {
        String unit = column.meaning().unit().strip().toLowerCase(Locale.ROOT);
        return column.type().isFloating() && DEGREES.contains(unit);
    }

    private static Optional<PositionColumns> byUcd(List<ColumnDefinition> columns, Predicate<String> wanted) {
        return pair(only(columns, "pos.eq.ra", wanted), only(columns, "pos.eq.dec", wanted));
    }

    /// Finds the one column whose UCD begins with a word; words after it, such as those of errors,
    /// are none of `stat.error`.
    private static Optional<ColumnDefinition> only(
            List<ColumnDefinition> columns, String word, Predicate<String> wanted) {
        List<ColumnDefinition> found = columns.stream()
                .filter(column -> {
                    String ucd = column.meaning().ucd().toLowerCase(Locale.ROOT);
                    return List.of(ucd.split(";")).getFirst().strip().equals(word) && wanted.test(ucd);
                })
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Optional<PositionColumns> byName(List<ColumnDefinition> columns) {
        for (int i = 0; i < RA_NAMES.size(); i++) {
            Optional<PositionColumns> found = pair(named(columns, RA_NAMES.get(i)), named(columns, DEC_NAMES.get(i)));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<ColumnDefinition> named(List<ColumnDefinition> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Optional<PositionColumns> pair(Optional<ColumnDefinition> ra, Optional<ColumnDefinition> dec) {
        return ra.flatMap(first -> dec.map(second -> new PositionColumns(first, second)));
    }
}
