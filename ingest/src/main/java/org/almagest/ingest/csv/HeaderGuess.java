package org.almagest.ingest.csv;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells whether the first row holds the columns' names.
///
/// It does when every field of it is text and some column below is not; where all columns are text,
/// when its fields look like names and differ. Names in the comment just before the first row (`#
/// name ra dec`) count when the first row does not prove to hold names.
final class HeaderGuess {
    private static final int LONGEST_NAME = 80;

    private HeaderGuess() {}

    /// Answers whether the types below prove that row 0 is a header.
    static boolean isProved(SampleText sample, FieldTable rows, CsvDialect dialect, NullWords nullWords) {
        if (!isText(sample, rows, dialect, nullWords)) {
            return false;
        }
        for (int column = 0; column < rows.columns(); column++) {
            TypeEvidence below = new TypeEvidence(dialect, nullWords);
            for (int row = 1; row < rows.rows(); row++) {
                below.add(sample.bytes(), rows.start(row, column), rows.end(row, column));
            }
            boolean named = sample.text(rows, 0, column, dialect).isPresent();
            if (named
                    && below.type()
                            .filter(type -> TypeEvidence.shapeOf(type) != 0)
                            .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// Answers whether no field of row 0 is a number, a date or the like.
    private static boolean isText(SampleText sample, FieldTable rows, CsvDialect dialect, NullWords nullWords) {
        for (int column = 0; column < rows.columns() && rows.rows() > 0; column++) {
            TypeEvidence field = new TypeEvidence(dialect, nullWords);
            field.add(sample.bytes(), rows.start(0, column), rows.end(0, column));
            if (field.type().filter(type -> TypeEvidence.shapeOf(type) != 0).isPresent()) {
                return false;
            }
        }
        return rows.rows() > 0;
    }

    /// Answers whether row 0 looks like names, with nothing below to prove it.
    static boolean isLikely(SampleText sample, FieldTable rows, CsvDialect dialect, NullWords nullWords) {
        return isText(sample, rows, dialect, nullWords) && areNames(fields(sample, rows, dialect), 1);
    }

    static List<Optional<String>> fields(SampleText sample, FieldTable rows, CsvDialect dialect) {
        return java.util.stream.IntStream.range(0, rows.columns())
                .mapToObj(column -> sample.text(rows, 0, column, dialect))
                .toList();
    }

    /// Answers whether the fields differ and look like names, at least `least` of them present.
    static boolean areNames(List<Optional<String>> fields, int least) {
        Set<String> seen = new HashSet<>();
        for (Optional<String> field : fields) {
            if (field.isPresent()) {
                String name = field.get();
                boolean letters = name.chars().anyMatch(Character::isLetter);
                boolean plain = name.length() <= LONGEST_NAME && name.indexOf(':') < 0 && name.indexOf('\n') < 0;
                if (!letters || !plain || !seen.add(name.toLowerCase(Locale.ROOT))) {
                    return false;
                }
            }
        }
        return seen.size() >= Math.max(1, least);
    }

    /// Reads the names that the comment `[start, end)` lists, if it has exactly `columns`.
    static Optional<List<Optional<String>>> inComment(
            SampleText sample, int start, int end, CsvDialect dialect, int columns) {
        int at = start;
        while (at < end && (sample.bytes()[at] == dialect.comment() || sample.bytes()[at] == ' ')) {
            at++;
        }
        FieldTable fields = new FieldTable(columns);
        new RowLexer(dialect).find(sample.bytes(), at, end, fields);
        fields.assemble(sample.bytes(), at, dialect, (from, found) -> false);
        if (fields.rows() != 1) {
            return Optional.empty();
        }
        List<Optional<String>> names = fields(sample, fields, dialect);
        return areNames(names, columns) ? Optional.of(names) : Optional.empty();
    }
}
