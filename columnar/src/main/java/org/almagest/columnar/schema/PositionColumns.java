package org.almagest.columnar.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds the two columns of a table that say where its rows lie on the sky, in degrees: by their
/// UCDs (`pos.eq.ra`, `pos.eq.dec`; of several those with `meta.main`), else by their names. Only
/// REAL and DOUBLE count, and no unit but degrees.
///
/// @param ra the place of the right ascension among the columns
/// @param dec the place of the declination
public record PositionColumns(int ra, int dec) {
    /// The names that catalogues use, in the order in which they are looked for.
    private static final List<List<String>> NAMES = List.of(
            List.of("ra", "dec"),
            List.of("_ra", "_dec"),
            List.of("_ra", "_de"),
            List.of("raj2000", "dej2000"),
            List.of("raj2000", "decj2000"),
            List.of("_raj2000", "_dej2000"),
            List.of("ra_j2000", "dec_j2000"),
            List.of("ra_icrs", "de_icrs"),
            List.of("ra_icrs", "dec_icrs"),
            List.of("raicrs", "deicrs"),
            List.of("ra_deg", "dec_deg"),
            List.of("radeg", "dedeg"),
            List.of("radeg", "decdeg"),
            List.of("ramean", "decmean"),
            List.of("alpha_j2000", "delta_j2000"),
            List.of("alpha", "delta"),
            List.of("right_ascension", "declination"));

    /// Finds the pair; empty when a table has none.
    public static Optional<PositionColumns> of(TableSchema schema) {
        OptionalInt ra = byUcd(schema, "pos.eq.ra");
        OptionalInt dec = byUcd(schema, "pos.eq.dec");
        if (ra.isPresent() && dec.isPresent()) {
            return Optional.of(new PositionColumns(ra.getAsInt(), dec.getAsInt()));
        }
        for (List<String> names : NAMES) {
            OptionalInt first = byName(schema, names.getFirst());
            OptionalInt second = byName(schema, names.getLast());
            if (first.isPresent() && second.isPresent()) {
                return Optional.of(new PositionColumns(first.getAsInt(), second.getAsInt()));
            }
        }
        return Optional.empty();
    }

    private static OptionalInt byUcd(TableSchema schema, String word) {
        OptionalInt found = OptionalInt.empty();
        for (int c = 0; c < schema.columnCount(); c++) {
            ColumnDefinition column = schema.column(c);
            String ucd = modern(column.meaning().ucd());
            if (isAngle(column) && (ucd.equals(word) || ucd.startsWith(word + ";"))) {
                if (ucd.contains(";meta.main")) {
                    return OptionalInt.of(c);
                }
                found = found.isPresent() ? found : OptionalInt.of(c);
            }
        }
        return found;
    }

    /// Answers a UCD in the spelling of version 1+.
    private static String modern(String ucd) {
        return switch (ucd.trim().toLowerCase(Locale.ROOT)) {
            case "pos_eq_ra_main" -> "pos.eq.ra;meta.main";
            case "pos_eq_ra" -> "pos.eq.ra";
            case "pos_eq_dec_main" -> "pos.eq.dec;meta.main";
            case "pos_eq_dec" -> "pos.eq.dec";
            case String other -> other.replace(" ", "");
        };
    }

    private static OptionalInt byName(TableSchema schema, String name) {
        for (int c = 0; c < schema.columnCount(); c++) {
            if (isAngle(schema.column(c)) && schema.column(c).name().equalsIgnoreCase(name)) {
                return OptionalInt.of(c);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isAngle(ColumnDefinition column) {
        return column.type().isFloating()
                && switch (column.meaning().unit().trim().toLowerCase(Locale.ROOT)) {
                    case "", "deg", "degree", "degrees" -> true;
                    default -> false;
                };
    }
}
